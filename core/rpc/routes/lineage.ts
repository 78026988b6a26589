import * as lineage from '#core/lineage/index.ts';
import * as registry from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { os } from '../os.ts';

export const lineageRoutes = {
  trace: os.lineage.trace.handler(({ context, input }) =>
    lineage.traceLineage(context.engine, { ...input, uri: followAlias(context.engine, input.uri) }),
  ),
};

/** `models:/churn@champion` is the version that it means now; a number stays, also when that version is deleted. */
function followAlias(ctx: EngineContext, uri: string): string {
  if (!uri.startsWith('models:/') || /\/\d+(#\d+)?$/.test(uri)) return uri;
  return registry.resolveModelUri(ctx, uri).uri;
}
