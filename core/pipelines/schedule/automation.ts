import type { Json } from '#core/kernel/json.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { RunFacts } from '../run/queue-run.ts';
import type { RunRow } from '../run/rows.ts';
import type { ScheduleSpec } from './spec.ts';
import type { TriggerSpec } from './trigger-spec.ts';

/** A pipeline's file as far as it says when runs start. */
export interface AutomatedPipeline {
  name: string;
  /** SHA-256 of the file's text. */
  definitionHash: string;
  /** The file has errors: nothing starts until they are gone. */
  isBroken: boolean;
  /** null: none, or the file is broken */
  schedule: ScheduleSpec | null;
  triggers: readonly TriggerSpec[];
  maxActiveRuns: number;
}

/** What a run is made of, inside of the write that says why. */
export interface StartRequest<P extends AutomatedPipeline = AutomatedPipeline> {
  pipeline: P;
  trigger: { kind: RunRow['trigger_kind']; detail: string };
  /** Params that differ from the defaults. */
  params: Record<string, Json>;
  facts: Partial<RunFacts>;
}

/**
 * Writes a queued run, records it as the activity of the write, and gives back its id.
 * @throws StileError when the pipeline cannot start so, for example for a param that has no default
 */
export type StartRun<P extends AutomatedPipeline = AutomatedPipeline> = (
  tx: WriteTx,
  request: StartRequest<P>,
) => string;
