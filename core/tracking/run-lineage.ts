import type { RunStatus } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import {
  hasExecution,
  recordLineage,
  renameExecution,
  runStates,
  type ArtifactRef,
  type ExecutionRef,
} from '#core/lineage/index.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { RunRow } from './find.ts';

type Dataset = Inputs['runs']['logInputs']['datasets'][number];

/** What a run has used, in the transaction that says so. */
export function recordRunInputs(tx: WriteTx, run: RunRow, datasets: readonly Dataset[]): void {
  recordLineage(tx, { execution: runToExecution(run, run.status), inputs: datasets.map(toArtifact) });
}

/** Brings the lineage of a run to its new status; a run that has none gets none by ending. */
export function followRunStatus(tx: WriteTx, run: RunRow, status: RunStatus): void {
  if (hasExecution(tx, runUri(run))) recordLineage(tx, { execution: runToExecution(run, status) });
}

/** Brings the lineage of a run to its new name. */
export function followRunName(tx: WriteTx, run: RunRow, name: string): void {
  renameExecution(tx, runUri(run), name);
}

function runToExecution(run: RunRow, status: RunStatus): ExecutionRef {
  return { type: 'Run', uri: runUri(run), name: run.name, state: runStates[status] };
}

function runUri(run: RunRow): string {
  return `runs:/${run.uuid}`;
}

/** A dataset version of this workspace goes by its own address, what a client names by name and digest. */
function toArtifact({ name, digest, source }: Dataset): ArtifactRef {
  const uri = source.startsWith('datasets:/') ? source : `mlflow-datasets:/${name}/${digest}`;
  return { type: 'DatasetVersion', uri, name, digest };
}
