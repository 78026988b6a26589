import { invalidArgument } from '#core/kernel/errors.ts';
import * as registry from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import * as tracking from '#core/tracking/index.ts';
import { os } from '../os.ts';

export const tablesRoutes = {
  read: os.tables.read.handler(async ({ context, input, signal }) => {
    const reader = await context.services.tables.open(await findTable(context.engine, input.uri));
    const { offset, limit } = input;
    return { columns: [...reader.columns], ...(await reader.read({ offset, limit, signal })) };
  }),
  count: os.tables.count.handler(async ({ context, input, signal }) => {
    const reader = await context.services.tables.open(await findTable(context.engine, input.uri));
    return { rows: await reader.countRows(signal) };
  }),
  profile: os.tables.profile.handler(async ({ context, input, signal }) =>
    context.services.tables.profile(await findTable(context.engine, input.uri), signal),
  ),
};

/** @throws NOT_FOUND, PATH_NOT_ALLOWED, INVALID_ARGUMENT for another kind of address */
async function findTable(ctx: EngineContext, uri: string): Promise<{ file: string; name: string }> {
  const [, runId, runPath] = /^runs:\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (runId !== undefined && runPath !== undefined)
    return tracking.findArtifact(ctx, { runId, path: runPath });
  const [, name, version, path] = /^models:\/(.+?)\/(\d{1,9})\/(.+)$/s.exec(uri) ?? [];
  if (name !== undefined && path !== undefined)
    return registry.findVersionFile(ctx, { name, version: Number(version), path });
  throw invalidArgument(
    'uri',
    uri,
    'a table lies in a run or in a version of a model',
    'Write runs:/<run id>/<path> or models:/<name>/<version>/<path>.',
  );
}
