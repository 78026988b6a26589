import type { PipelineRunState, TaskState } from '#contract/pipelines.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';

/** A run that nobody ran: its rows alone. Times in ms since 1970 UTC. */
export interface MadeUpRun {
  pipeline: string;
  state?: PipelineRunState;
  queuedAt?: number;
  /** Of a run that began; null for one that waits. */
  startedAt?: number | null;
  /** How long it, and each of its tasks, took. */
  tookMs?: number;
  logicalAt?: number;
  text?: string;
  tasks?: readonly MadeUpTask[];
}

export interface MadeUpTask {
  id: string;
  state?: TaskState;
  mapIndex?: number;
  tries?: number;
}

const defaultAt = Date.UTC(2026, 10, 1);

/** Writes them in their order, and gives their ids. */
export function makeUpRuns(ctx: EngineContext, runs: readonly MadeUpRun[]): Promise<string[]> {
  return ctx.write((tx) => {
    tx.unchanged();
    return runs.map((run) => insertRun(tx, ctx.ids.runId(), run));
  });
}

function insertRun(tx: WriteTx, uuid: string, run: MadeUpRun): string {
  const { pipeline, state, queuedAt, tookMs, text, startedAt, logicalAt, tasks } = complete(run);
  const isOver = state === 'success' || state === 'failed' || state === 'canceled';
  const hash = hashText(text);
  tx.db.run(
    'INSERT OR IGNORE INTO pipeline_definitions (hash, text, created_at) VALUES (?, ?, ?)',
    hash,
    text,
    queuedAt,
  );
  const { lastId } = tx.db.run(
    `INSERT INTO pipeline_runs (uuid, pipeline, definition_hash, state, params, trigger_kind, actor_kind, actor_name,
       logical_at, interval_start, interval_end, queued_at, started_at, ended_at)
     VALUES (?, ?, ?, ?, '{}', 'manual', 'engine', 'test', ?, ?, ?, ?, ?, ?)`,
    uuid,
    pipeline,
    hash,
    state,
    logicalAt,
    logicalAt,
    logicalAt,
    queuedAt,
    startedAt,
    isOver ? (startedAt ?? queuedAt) + tookMs : null,
  );
  for (const [position, task] of tasks.entries())
    insertTask(tx, { runId: lastId, uuid, position, at: startedAt ?? queuedAt, tookMs }, task);
  return uuid;
}

function complete({ queuedAt = defaultAt, ...run }: MadeUpRun): Required<MadeUpRun> {
  const defaults = {
    state: 'success',
    tookMs: 1000,
    text: '',
    startedAt: queuedAt,
    logicalAt: queuedAt,
    tasks: [],
  } as const;
  return { ...defaults, queuedAt, ...run };
}

interface Place {
  runId: number;
  uuid: string;
  position: number;
  at: number;
  tookMs: number;
}

function insertTask(
  tx: WriteTx,
  place: Place,
  { id, state = 'success', mapIndex = -1, tries }: MadeUpTask,
): void {
  const { runId, uuid, position, at, tookMs } = place;
  const made = tries ?? (['success', 'failed', 'running'].includes(state) ? 1 : 0);
  const { lastId } = tx.db.run(
    `INSERT INTO task_runs (run_id, task_id, map_index, position, type, needs, state, last_try)
     VALUES (?, ?, ?, ?, 'test/echo', '[]', ?, ?)`,
    runId,
    id,
    mapIndex,
    position,
    state,
    made,
  );
  for (let attempt = 1; attempt <= made; attempt++) {
    const last = attempt === made;
    const folder = `logs/pipelines/${uuid}/${id}-${attempt}`;
    tx.db.run(
      `INSERT INTO task_attempts (task_run_id, try, state, queued_at, started_at, ended_at, log_path, folder, outputs)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}')`,
      lastId,
      attempt,
      last ? state : 'failed',
      at,
      at,
      last && state === 'running' ? null : at + tookMs,
      `${folder}.log`,
      folder,
    );
  }
}
