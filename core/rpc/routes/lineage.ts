import type { LineageGraph } from '#contract/lineage.ts';
import { hasCode } from '#core/kernel/errors.ts';
import * as lineage from '#core/lineage/index.ts';
import * as registry from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import * as tracking from '#core/tracking/index.ts';
import { os } from '../os.ts';

export const lineageRoutes = {
  search: os.lineage.search.handler(({ context, input }) => lineage.searchLineage(context.engine, input)),
  trace: os.lineage.trace.handler(({ context, input }) => trace(context.engine, input)),
};

/** A run that used and made nothing so far has no lineage yet: it stands alone. */
function trace(ctx: EngineContext, query: lineage.TraceQuery): LineageGraph {
  const uri = followAlias(ctx, query.uri);
  try {
    return lineage.traceLineage(ctx, { ...query, uri });
  } catch (error) {
    const runId = /^runs:\/([^/]+)/.exec(uri)?.[1];
    if (runId === undefined || !hasCode(error, 'NOT_FOUND')) throw error;
    return runAlone(ctx, runId);
  }
}

/**
 * `models:/churn@champion` is the version that it means now; a number stays, also when that version is deleted, and so
 * does a logged model, `models:/m-<id>`.
 */
function followAlias(ctx: EngineContext, uri: string): string {
  if (!uri.startsWith('models:/') || /\/(\d+(#\d+)?|m-[0-9a-f]{32})$/.test(uri)) return uri;
  return registry.resolveModelUri(ctx, uri).uri;
}

/** @throws NOT_FOUND */
function runAlone(ctx: EngineContext, runId: string): LineageGraph {
  const { name, startedAt, status } = tracking.getRun(ctx, runId);
  const state = lineage.runStates[status];
  const node = { uri: `runs:/${runId}`, nodeKind: 'execution', type: 'Run', name, state } as const;
  return { nodes: [{ ...node, at: startedAt, digest: null, distance: 0 }], edges: [], isCut: false };
}
