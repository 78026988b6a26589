import type { ReadableDb } from '#core/store/database.ts';

/** Two starts are at least this far apart, in ms: a run that has nothing to do must not keep a core busy. */
const shortestGapMs = 1000;
/** After failures in a row the wait doubles, up to this, in ms. */
const longestWaitMs = 60_000;
const mostFailures = 7;

/**
 * When the next run of an `@continuous` pipeline is due, ms since 1970 UTC: as soon as the one before has ended, later
 * after failures. null while a run of it works or waits.
 */
export function continuousDue(db: ReadableDb, pipeline: string, now: number): number | null {
  const runs = db.all<{ state: string; queued_at: number; ended_at: number | null }>(
    'SELECT state, queued_at, ended_at FROM pipeline_runs WHERE pipeline = ? ORDER BY id DESC LIMIT ?',
    pipeline,
    mostFailures,
  );
  if (countUnfinished(db, pipeline) > 0) return null;
  const [last] = runs;
  if (last === undefined) return now;
  const failures = runs.findIndex(({ state }) => state !== 'failed');
  const inARow = failures === -1 ? runs.length : failures;
  const wait = inARow === 0 ? 0 : Math.min(longestWaitMs, shortestGapMs * 2 ** (inARow - 1));
  // A clock that was set back must not keep it waiting.
  const ended = Math.min(last.ended_at ?? now, now);
  return Math.max(ended + wait, Math.min(last.queued_at, now) + shortestGapMs);
}

/** Runs of a pipeline that work or wait. */
export function countUnfinished(db: ReadableDb, pipeline: string): number {
  const sql = `SELECT count(*) AS n FROM pipeline_runs
               WHERE pipeline = ? AND state IN ('scheduled', 'queued', 'running', 'paused')`;
  return db.get<{ n: number }>(sql, pipeline)?.n ?? 0;
}
