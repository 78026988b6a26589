import type { PipelineRun } from '#contract/pipelines.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import { asObject } from '../definition/outline.ts';
import type { RunRow } from './rows.ts';
import type { RunPlan } from './run-services.ts';
import { addEvent, announce } from './transitions.ts';

export interface NewRun {
  definition: PipelineDefinition;
  text: string;
  params: Record<string, Json>;
  trigger: PipelineRun['trigger'];
}

/** Writes a run with its tasks, waiting for its turn. The logical date of a run by hand is now, without an interval. */
export function queueRun(
  ctx: EngineContext,
  { definition, text, params, trigger }: NewRun,
): Promise<RunPlan> {
  const [pipelineRunId, hash] = [ctx.ids.runId(), hashText(text)];
  return ctx.write((tx) => {
    tx.db.run(
      'INSERT OR IGNORE INTO pipeline_definitions (hash, text, created_at) VALUES (?, ?, ?)',
      hash,
      text,
      tx.now,
    );
    const { lastId: rowId } = tx.db.run(
      `INSERT INTO pipeline_runs (uuid, pipeline, definition_hash, state, params, trigger_kind, trigger_detail,
         actor_kind, actor_name, logical_at, interval_start, interval_end, queued_at)
       VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      pipelineRunId,
      definition.name,
      hash,
      JSON.stringify(params),
      trigger.kind,
      trigger.detail,
      tx.actor.kind,
      tx.actor.name,
      tx.now,
      tx.now,
      tx.now,
      tx.now,
    );
    const ref = { rowId, pipeline: definition.name, pipelineRunId };
    const taskRows = insertTasks(tx, rowId, definition);
    addEvent(tx, ref, { from: '', to: 'queued', detail: trigger.detail });
    tx.record({
      action: 'pipeline_run.queue',
      entityKind: 'pipeline_run',
      entityId: pipelineRunId,
      after: { pipeline: definition.name, params, trigger },
    });
    announce(tx, ref);
    const times = { logicalAt: tx.now, intervalStart: tx.now, intervalEnd: tx.now, queuedAt: tx.now };
    return { ref, definition, params, triggerKind: trigger.kind, ...times, taskRows };
  });
}

function insertTasks(tx: WriteTx, runId: number, { tasks }: PipelineDefinition): Map<string, number> {
  return new Map(
    tasks.map(({ id, type, needs }, position) => {
      const { lastId } = tx.db.run(
        "INSERT INTO task_runs (run_id, task_id, position, type, needs, state) VALUES (?, ?, ?, ?, ?, 'none')",
        runId,
        id,
        position,
        type,
        JSON.stringify(needs),
      );
      return [id, lastId];
    }),
  );
}

/** The plan of a run that an engine before this one has queued. */
export function readPlan(db: ReadableDb, row: RunRow, definition: PipelineDefinition): RunPlan {
  const rows = db.all<{ id: number; task_id: string }>(
    'SELECT id, task_id FROM task_runs WHERE run_id = ?',
    row.id,
  );
  return {
    ref: rowToRef(row),
    definition,
    params: asObject(parseJson(row.params)) as Record<string, Json>,
    triggerKind: row.trigger_kind,
    logicalAt: row.logical_at,
    intervalStart: row.interval_start,
    intervalEnd: row.interval_end,
    queuedAt: row.queued_at,
    taskRows: new Map(rows.map(({ id, task_id }) => [task_id, id])),
  };
}

export function rowToRef(row: RunRow): RunPlan['ref'] {
  return { rowId: row.id, pipeline: row.pipeline, pipelineRunId: row.uuid };
}
