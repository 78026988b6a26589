import type { ActorKind } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { transferJob, type TransferJob } from '#contract/transfer.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import { noCounts } from './counts.ts';

interface JobRow {
  id: number;
  direction: TransferJob['direction'];
  address: string;
  state: TransferJob['state'];
  actor_kind: ActorKind;
  actor_name: string;
  started_at: number;
  ended_at: number | null;
  progress: string;
  report: string | null;
  error: string | null;
}

const selectJobs = `SELECT j.id, s.direction, s.address, j.state, j.actor_kind, j.actor_name, j.started_at, j.ended_at,
    j.progress, j.report, j.error
  FROM transfer_jobs j JOIN transfer_sides s ON s.id = j.side_id`;

/** The newest first. @throws INVALID_PAGE_TOKEN */
export function listJobs(
  { db }: Pick<EngineContext, 'db'>,
  input: Inputs['transfer']['jobs'],
): Outputs['transfer']['jobs'] {
  const maxResults = input.maxResults ?? 100;
  const rows = db.all<JobRow>(
    `${selectJobs} WHERE j.id < ? ORDER BY j.id DESC LIMIT ?`,
    parseIdToken(input.pageToken),
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { jobs: items.map(rowToJob), nextPageToken };
}

/** @throws NOT_FOUND */
export function getJob({ db }: Pick<EngineContext, 'db'>, jobId: number): TransferJob {
  const row = db.get<JobRow>(`${selectJobs} WHERE j.id = ?`, jobId);
  if (row !== undefined) return rowToJob(row);
  throw new StileError('NOT_FOUND', `There is no import or push with the number ${jobId}.`, {
    kind: 'transfer',
    id: String(jobId),
  });
}

const { progress, report, error } = transferJob.shape;

function rowToJob(row: JobRow): TransferJob {
  return {
    jobId: row.id,
    direction: row.direction,
    address: row.address,
    state: row.state,
    actor: { kind: row.actor_kind, name: row.actor_name },
    startedAt: row.started_at,
    endedAt: row.ended_at,
    progress: progress.parse(parseJson(row.progress)),
    report: report.parse(row.report === null ? null : parseJson(row.report)),
    error: error.parse(row.error === null ? null : parseJson(row.error)),
  };
}

export function createJob(
  ctx: EngineContext,
  sideId: number,
  facts: { direction: TransferJob['direction']; address: string },
): Promise<TransferJob> {
  return ctx.write((tx) => {
    const progress = { phase: 'looking', done: noCounts(), total: null };
    const { lastId } = tx.db.run(
      `INSERT INTO transfer_jobs (side_id, state, actor_kind, actor_name, started_at, progress)
       VALUES (?, 'running', ?, ?, ?, ?)`,
      sideId,
      tx.actor.kind,
      tx.actor.name,
      tx.now,
      JSON.stringify(progress),
    );
    tx.record({ action: 'transfer.start', entityKind: 'transfer', entityId: String(lastId), after: facts });
    tx.emit({ type: 'transfer.changed' });
    return getJob(tx, lastId);
  });
}

/** How a job ended. */
export type JobEnd = Pick<TransferJob, 'state' | 'progress' | 'report' | 'error'>;

export function endJob(ctx: EngineContext, jobId: number, end: JobEnd): Promise<TransferJob> {
  return ctx.write((tx) => {
    tx.db.run(
      'UPDATE transfer_jobs SET state = ?, ended_at = ?, progress = ?, report = ?, error = ? WHERE id = ?',
      end.state,
      tx.now,
      JSON.stringify(end.progress),
      end.report === null ? null : JSON.stringify(end.report),
      end.error === null ? null : JSON.stringify(end.error),
      jobId,
    );
    tx.record({
      action: 'transfer.end',
      entityKind: 'transfer',
      entityId: String(jobId),
      after: { state: end.state, done: end.progress.done },
    });
    tx.emit({ type: 'transfer.changed' });
    return getJob(tx, jobId);
  });
}

/** Jobs of an engine that ended before they did. */
export async function recoverJobs(ctx: EngineContext): Promise<void> {
  const open = ctx.db.all<{ id: number }>("SELECT id FROM transfer_jobs WHERE state = 'running'");
  for (const { id } of open) {
    await ctx.write((tx) => {
      tx.db.run("UPDATE transfer_jobs SET state = 'interrupted', ended_at = ? WHERE id = ?", tx.now, id);
      tx.record({
        action: 'transfer.end',
        entityKind: 'transfer',
        entityId: String(id),
        after: { state: 'interrupted' },
      });
      tx.emit({ type: 'transfer.changed' });
    });
  }
}
