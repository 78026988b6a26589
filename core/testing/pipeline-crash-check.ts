import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { Connection } from '#core/store/database.ts';
import { openTestConnection } from './with-database.ts';

/** What is killed. */
export type CrashTarget = 'engine' | 'supervisor' | 'task' | 'all';

export interface CrashFacts {
  workspace: string;
  ledger: string;
  target: CrashTarget;
  adopted: ReadonlySet<string>;
  /** The same pipeline, which nobody disturbed. */
  referenceId: string;
  runId: string;
}

export interface CrashFindings {
  interrupted: number;
  /** Attempts that were tried again. */
  retried: number;
}

interface AttemptFacts {
  task_id: string;
  try: number;
  state: string;
  reason: string | null;
  folder: string;
  id: string;
}

/** Looks at a run that was disturbed and is over. @throws naming what is not as it must be */
export function checkCrashedRun(facts: CrashFacts): CrashFindings {
  return withReading(facts.workspace, (db) => {
    const [expected, found] = [facts.referenceId, facts.runId].map((id) => statesOf(db, id));
    if (found !== expected) throw new Error(`the run ended as ${found ?? ''} instead of ${expected ?? ''}`);
    const attempts = db.all<AttemptFacts>(
      `SELECT task_id, try, task_attempts.state AS state, task_attempts.reason AS reason, folder,
         uuid || '/' || task_id || '/' || map_index || '/' || try AS id
       FROM task_attempts JOIN task_runs ON task_runs.id = task_run_id JOIN pipeline_runs ON pipeline_runs.id = run_id
       WHERE uuid = ? ORDER BY task_runs.id, try`,
      facts.runId,
    );
    const begun = readLedger(facts.ledger);
    for (const attempt of attempts) checkAttempt(facts, begun, attempt);
    for (const rows of Map.groupBy(attempts, ({ task_id }) => task_id).values()) checkTries(rows);
    return {
      interrupted: attempts.filter(({ state }) => state === 'interrupted').length,
      retried: attempts.filter((attempt) => attempt.try > 1).length,
    };
  });
}

/** @returns how many runs their schedule has started @throws when one logical date has two, or one is stuck */
export function checkScheduledRuns(workspace: string): number {
  return withReading(workspace, (db) => {
    const twice = db.get<{ logical_at: number }>(
      `SELECT logical_at FROM pipeline_runs WHERE trigger_kind = 'schedule'
       GROUP BY pipeline, logical_at HAVING count(*) > 1`,
    );
    if (twice !== undefined) throw new Error(`${new Date(twice.logical_at).toISOString()} has two runs`);
    const gap = db.get<{ logical_at: number; before: number }>(
      `SELECT * FROM (SELECT logical_at, lag(logical_at) OVER (ORDER BY logical_at) AS before
         FROM pipeline_runs WHERE trigger_kind = 'schedule') WHERE logical_at - before > 1000`,
    );
    if (gap !== undefined) throw new Error(`no run between ${gap.before} and ${gap.logical_at}`);
    const bad = db.get<{ uuid: string; state: string }>(
      `SELECT uuid, state FROM pipeline_runs WHERE trigger_kind = 'schedule' AND state IN ('failed', 'canceled')`,
    );
    if (bad !== undefined) throw new Error(`the scheduled run ${bad.uuid} is ${bad.state}`);
    return (
      db.get<{ n: number }>("SELECT count(*) AS n FROM pipeline_runs WHERE trigger_kind = 'schedule'")?.n ?? 0
    );
  });
}

function withReading<T>(workspace: string, use: (db: Connection) => T): T {
  const db = openTestConnection(buildWorkspacePaths(workspace).database, true);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function statesOf(db: Connection, runId: string): string {
  const tasks = db.all<{ task_id: string; state: string }>(
    'SELECT task_id, state FROM task_runs WHERE run_id = (SELECT id FROM pipeline_runs WHERE uuid = ?) ORDER BY position',
    runId,
  );
  const run = db.get<{ state: string }>('SELECT state FROM pipeline_runs WHERE uuid = ?', runId);
  return [`run: ${run?.state ?? 'gone'}`, ...tasks.map(({ task_id, state }) => `${task_id}: ${state}`)].join(
    ', ',
  );
}

const openStates: readonly string[] = ['queued', 'running', 'up_for_reschedule', 'awaiting_input'];

function checkAttempt(
  { workspace, target, adopted }: CrashFacts,
  begun: ReadonlyMap<string, number>,
  { id, state, folder, task_id, reason }: AttemptFacts,
): void {
  if (openStates.includes(state)) throw new Error(`attempt ${id} is left ${state}`);
  if (hasEndedWell(join(workspace, folder)) && state !== 'success')
    throw new Error(`attempt ${id} ended well and counts as ${state} (${String(reason)})`);
  const times = begun.get(id) ?? 0;
  // A supervisor that dies right after a start could not say so: the next one starts the program again.
  if (times > 1 && ['engine', 'task'].includes(target)) throw new Error(`attempt ${id} began ${times} times`);
  const wasAdopted = target === 'engine' && adopted.has(task_id) && times > 0;
  if (wasAdopted && state === 'interrupted') throw new Error(`attempt ${id} was to be adopted and was lost`);
}

/** By what its supervisor has written. */
function hasEndedWell(folder: string): boolean {
  const exit = join(folder, 'exit.json');
  if (!existsSync(exit)) return false;
  const { code, isEngineExit } = JSON.parse(readFileSync(exit, 'utf8')) as {
    code: number | null;
    isEngineExit: boolean;
  };
  return code === 0 && !isEngineExit;
}

/** Nothing is done again that was done. */
function checkTries(attempts: readonly AttemptFacts[]): void {
  const good = attempts.findIndex(({ state }) => state === 'success');
  const after = good < 0 ? undefined : attempts[good + 1];
  if (after !== undefined) throw new Error(`attempt ${after.id} came after one that ended well`);
}

/** How often each attempt has begun, by its own word. */
function readLedger(file: string): Map<string, number> {
  const counts = new Map<string, number>();
  if (!existsSync(file)) return counts;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [word, id] = line.split(' ');
    if (word === 'begin' && id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
