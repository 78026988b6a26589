import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import { asObject } from '../definition/outline.ts';
import { keepText } from '../keep-text.ts';
import { coverageOf, insertTasks, type RunPart } from './insert-tasks.ts';
import type { RunRow } from './rows.ts';
import type { RunPlan } from './run-services.ts';
import { addEvent, announce } from './transitions.ts';

export interface NewRun {
  definition: PipelineDefinition;
  text: string;
  params: Record<string, Json>;
  trigger: { kind: RunRow['trigger_kind']; detail: string };
  /** What a schedule, a backfill or a fact says of it; without, the logical date is now, without an interval. */
  facts?: Partial<RunFacts>;
  /** Without, the whole pipeline is run. */
  part?: RunPart | null;
}

/** Of runs that nobody starts by hand. Times in ms since 1970 UTC. */
export interface RunFacts {
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  /** When it was to begin. */
  dueAt: number | null;
  backfillId: number | null;
  alertId: number | null;
  isLate: boolean;
  isFromCatchup: boolean;
}

/** Writes a run with its tasks, waiting for its turn. */
export function queueRun(ctx: EngineContext, run: NewRun): Promise<RunPlan> {
  const pipelineRunId = ctx.ids.runId();
  return ctx.write((tx) => queueRunInTx(tx, pipelineRunId, run));
}

/** The same as a part of a write that does more: the activity of the write is that of the run. */
export function queueRunInTx(tx: WriteTx, pipelineRunId: string, run: NewRun): RunPlan {
  const { definition, text, params, trigger, part = null } = run;
  const facts = completeFacts(tx, run.facts);
  const hash = keepText(tx, text);
  const rowId = insertRun(tx, pipelineRunId, hash, run, facts);
  const ref = { rowId, pipeline: definition.name, pipelineRunId };
  const taskRows = insertTasks(tx, ref, definition, part);
  addEvent(tx, ref, { from: '', to: 'queued', detail: trigger.detail });
  tx.record({
    action: 'pipeline_run.queue',
    entityKind: 'pipeline_run',
    entityId: pipelineRunId,
    after: {
      pipeline: definition.name,
      params,
      trigger,
      ...(part !== null && { selection: part.selection }),
    },
  });
  announce(tx, ref);
  const { logicalAt, intervalStart, intervalEnd } = facts;
  const times = { logicalAt, intervalStart, intervalEnd, queuedAt: tx.now };
  return { ref, definition, params, triggerKind: trigger.kind, alert: {}, ...times, taskRows };
}

function completeFacts({ now }: WriteTx, facts: Partial<RunFacts> = {}): RunFacts {
  return {
    logicalAt: now,
    intervalStart: now,
    intervalEnd: now,
    dueAt: null,
    backfillId: null,
    alertId: null,
    isLate: false,
    isFromCatchup: false,
    ...facts,
  };
}

function insertRun(
  tx: WriteTx,
  pipelineRunId: string,
  hash: string,
  { definition, params, trigger, part = null }: NewRun,
  facts: RunFacts,
): number {
  return tx.db.run(
    `INSERT INTO pipeline_runs (uuid, pipeline, definition_hash, state, params, trigger_kind, trigger_detail,
       actor_kind, actor_name, logical_at, interval_start, interval_end, due_at, backfill_id, alert_id, late,
       from_catchup, queued_at, selection, coverage)
     VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    pipelineRunId,
    definition.name,
    hash,
    JSON.stringify(params),
    trigger.kind,
    trigger.detail,
    tx.actor.kind,
    tx.actor.name,
    facts.logicalAt,
    facts.intervalStart,
    facts.intervalEnd,
    facts.dueAt,
    facts.backfillId,
    facts.alertId,
    Number(facts.isLate),
    Number(facts.isFromCatchup),
    tx.now,
    part === null ? null : JSON.stringify(part.selection),
    coverageOf(part),
  ).lastId;
}

/** The plan of a run that an engine before this one has queued. */
export function readPlan(db: ReadableDb, row: RunRow, definition: PipelineDefinition): RunPlan {
  const rows = db.all<{ id: number; task_id: string }>(
    'SELECT id, task_id FROM task_runs WHERE run_id = ? ORDER BY map_index DESC',
    row.id,
  );
  return {
    ref: rowToRef(row),
    definition,
    params: asObject(parseJson(row.params)) as Record<string, Json>,
    triggerKind: row.trigger_kind,
    alert: readAlert(db, row.uuid),
    logicalAt: row.logical_at,
    intervalStart: row.interval_start,
    intervalEnd: row.interval_end,
    queuedAt: row.queued_at,
    taskRows: new Map(rows.map(({ id, task_id }) => [task_id, id])),
  };
}

/** What an alert told that started the run. */
function readAlert(db: ReadableDb, pipelineRunId: string): Record<string, Json> {
  const row = db.get<{ payload: string }>(
    "SELECT payload FROM trigger_events WHERE consumed_by = ? AND kind = 'alert' ORDER BY id DESC LIMIT 1",
    pipelineRunId,
  );
  return row === undefined ? {} : (asObject(parseJson(row.payload)) as Record<string, Json>);
}

export function rowToRef(row: RunRow): RunPlan['ref'] {
  return { rowId: row.id, pipeline: row.pipeline, pipelineRunId: row.uuid };
}
