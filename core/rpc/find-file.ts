import { invalidArgument } from '#core/kernel/errors.ts';
import * as registry from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import * as tracking from '#core/tracking/index.ts';

/**
 * Where the file of an address lies, and its path in its run or version.
 * @throws NOT_FOUND, PATH_NOT_ALLOWED, INVALID_ARGUMENT for another kind of address
 */
export async function findFile(ctx: EngineContext, uri: string): Promise<{ file: string; name: string }> {
  const [, runId, runPath] = /^runs:\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (runId !== undefined && runPath !== undefined)
    return tracking.findArtifact(ctx, { runId, path: runPath });
  const [, name, version, path] = /^models:\/(.+?)\/(\d{1,9})\/(.+)$/s.exec(uri) ?? [];
  if (name !== undefined && path !== undefined)
    return registry.findVersionFile(ctx, { name, version: Number(version), path });
  throw invalidArgument(
    'uri',
    uri,
    'a file lies in a run or in a version of a model',
    'Write runs:/<run id>/<path> or models:/<name>/<version>/<path>.',
  );
}
