import type { TaskState } from '#contract/pipelines.ts';
import { hasExecution, recordLineage, type ArtifactRef, type ExecutionRef } from '#core/lineage/index.ts';
import type { WriteTx } from '#core/store/write-queue.ts';

/** How a try of a task ends, in ML Metadata's words. */
const stateOfEnd: Readonly<Partial<Record<TaskState, ExecutionRef['state']>>> = {
  success: 'COMPLETE',
  failed: 'FAILED',
  interrupted: 'FAILED',
  skipped: 'CANCELED',
  canceled: 'CANCELED',
};

/** One try of a task, or of an instance of a mapped one, and what it used. */
export function recordTryInputs(
  tx: WriteTx,
  taskRunId: number,
  attempt: number,
  inputs: readonly ArtifactRef[],
): void {
  const { execution, contexts } = readTry(tx, taskRunId, attempt);
  recordLineage(tx, { execution: { ...execution, state: 'RUNNING' }, inputs, contexts });
}

/** In the transaction that ends a try, or marks how it ended; a try that declared nothing has left no trace. */
export function recordTryEnd(
  tx: WriteTx,
  taskRunId: number,
  attempt: number,
  end: { state: TaskState; made?: readonly ArtifactRef[] | undefined },
): void {
  const { execution, contexts } = readTry(tx, taskRunId, attempt);
  const state = stateOfEnd[end.state];
  if (state === undefined || !hasExecution(tx, execution.uri)) return;
  recordLineage(tx, { execution: { ...execution, state }, outputs: end.made ?? [], contexts });
}

function readTry(tx: WriteTx, taskRunId: number, attempt: number) {
  const row = tx.db.get<{ uuid: string; pipeline: string; task_id: string; map_index: number }>(
    `SELECT uuid, pipeline, task_id, map_index FROM task_runs JOIN pipeline_runs ON pipeline_runs.id = run_id
     WHERE task_runs.id = ?`,
    taskRunId,
  );
  if (row === undefined) throw new Error(`there is no task run ${taskRunId}`);
  const instance = row.map_index < 0 ? row.task_id : `${row.task_id}.${row.map_index}`;
  const again = attempt > 1 ? ` (${attempt})` : '';
  return {
    execution: {
      type: 'Task',
      uri: tryUri(row.uuid, row, attempt),
      name: `${row.pipeline}: ${instance}${again}`,
    },
    contexts: [
      { type: 'Pipeline', name: row.pipeline },
      { type: 'PipelineRun', name: row.uuid },
    ],
  } as const;
}

/** The address of one try of a task, or of an instance of a mapped one. */
export function tryUri(
  pipelineRunId: string,
  { task_id, map_index }: { task_id: string; map_index: number },
  attempt: number,
): string {
  return `tasks:/${pipelineRunId}/${map_index < 0 ? task_id : `${task_id}.${map_index}`}/${attempt}`;
}
