import type { ActivityAction } from '#contract/activity.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { TraceRow } from './find-trace.ts';

type Place = Pick<TraceRow, 'trace_id' | 'experiment_id'>;

/** The activity row and the event of a change to a trace. */
export function announceTrace(
  tx: WriteTx,
  trace: Place,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): void {
  tx.record({ action, entityKind: 'trace', entityId: trace.trace_id, before, after });
  emitChange(tx, trace);
}

/** Tells the screens of a change to a trace. */
export function emitChange(tx: WriteTx, { experiment_id }: Pick<TraceRow, 'experiment_id'>): void {
  tx.emit({ type: 'trace.changed', experimentId: String(experiment_id) });
}
