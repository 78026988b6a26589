import type { TransferCounts, TransferJob } from '#contract/transfer.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Tally } from './counts.ts';

/** What the work of one job has at hand. */
export interface JobContext {
  ctx: EngineContext;
  sideId: number;
  tally: Tally;
  signal: AbortSignal;
  /** Tells what it is at; call it often, it is told to screens about four times a second. */
  progress(phase: Phase, total?: TransferCounts): void;
}

export type Phase = TransferJob['progress']['phase'];
