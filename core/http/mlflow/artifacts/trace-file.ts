import { hasCode } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getTraceWithSpans } from '#core/tracing/index.ts';
import { buildTraceFile } from '../replies/trace-file-reply.ts';

/** Below `mlflow.artifactLocation` of a trace. */
const traceFile = /(?:^|\/)traces\/([^/]+)\/artifacts\/traces\.json$/;

/**
 * The file `traces.json` of a trace whose client has sent its spans to the database instead, as clients since 3.5 do:
 * older ones ask for the file all the same. Null where the path is another, or there are no spans.
 */
export function readTraceFile(ctx: Pick<EngineContext, 'db'>, path: string): string | null {
  const traceId = traceFile.exec(path)?.[1];
  if (traceId === undefined) return null;
  try {
    const found = getTraceWithSpans(ctx, traceId);
    return found.spans.length === 0 ? null : buildTraceFile(found);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}
