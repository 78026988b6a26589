import type { ActivityAction } from '#contract/activity.ts';
import type { Actor } from '#contract/entities.ts';
import type { EntityKind } from '#contract/errors.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Connection, WritableDb } from './database.ts';
import { storeError } from './store-errors.ts';

/** What one write did, for the audit trail and for undo. `before` and `after` are kept as JSON. */
export interface ActivityRecord {
  /** `feature.verb`, e.g. `experiment.rename`. */
  action: ActivityAction;
  entityKind: EntityKind;
  entityId: string;
  before?: object | null;
  after?: object | null;
  /** The row that this write takes back, and how many undos in a row that makes. */
  undoes?: { activityId: number; depth: number };
}

/** The inside of one write. Everything here happens or nothing does. */
export interface WriteTx {
  db: WritableDb;
  actor: Actor;
  /** The time of this write, ms since 1970 UTC. */
  now: number;
  /** Writes the one activity row of this write; every write calls this once, or says `unchanged`. */
  record(activity: ActivityRecord): void;
  /** This write found nothing to change. */
  unchanged(): void;
  /** Gives at most `maxPages` emptied pages back to the file system; returns how many are left. */
  reclaim(maxPages: number): number;
  /** Announces a fact to the screens once the commit is on the disk. */
  emit(event: EngineEvent): void;
}

/** Synchronous on purpose: a promise inside a transaction would let other writes in between. */
export type WriteFn<T> = (tx: WriteTx) => T extends Promise<unknown> ? never : T;

export interface WriteQueue {
  /**
   * Queues `fn`. All writes of one event-loop turn share one commit, each in a savepoint of its own: one that throws
   * is undone alone. Resolves after the commit, so an answer means that the change survives a power cut.
   */
  write<T>(actor: Actor, fn: WriteFn<T>): Promise<T>;
  /** Takes no more writes and resolves when the queue is empty. */
  drain(): Promise<void>;
}

export interface WriteQueueOptions {
  connection: Connection;
  clock: Clock;
  /** Called once per commit, in commit order, with what was emitted. Must not throw. */
  announce(events: EngineEvent[]): void;
}

interface Job {
  actor: Actor;
  fn: (tx: WriteTx) => unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A turn that has worked this long, in ms, commits and leaves the rest to the next turn, so that reads get in. */
const turnBudgetMs = 25;

export function createWriteQueue(options: WriteQueueOptions): WriteQueue {
  let queued: Job[] = [];
  let isScheduled = false;
  let drained: PromiseWithResolvers<void> | null = null;

  const flush = (): void => {
    isScheduled = false;
    const taken = runTurn(options, queued);
    queued = queued.slice(taken);
    if (queued.length > 0) schedule();
    else drained?.resolve();
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flush);
  };
  return {
    write<T>(actor: Actor, fn: WriteFn<T>): Promise<T> {
      if (drained !== null) {
        return Promise.reject(
          new StileError('ENGINE_STOPPING', 'The engine is stopping and takes no new work.', {}),
        );
      }
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      queued.push({ actor, fn, resolve: (value) => resolve(value as T), reject });
      schedule();
      return promise;
    },
    drain: () => {
      drained ??= Promise.withResolvers<void>();
      if (queued.length === 0) drained.resolve();
      return drained.promise;
    },
  };
}

/** One settled job: what to tell its caller once the commit is known. */
interface Settled {
  job: Job;
  outcome: { ok: true; value: unknown; events: EngineEvent[] } | { ok: false; error: unknown };
}

/** Runs jobs in one transaction until the queue or the turn's budget is used up; returns how many it took. */
function runTurn(options: WriteQueueOptions, jobs: readonly Job[]): number {
  const { connection } = options;
  const settled: Settled[] = [];
  try {
    connection.run('BEGIN IMMEDIATE');
    const start = performance.now();
    for (const job of jobs) {
      settled.push({ job, outcome: runJob(options, job) });
      if (!connection.inTransaction) throw firstError(settled);
      if (performance.now() - start > turnBudgetMs) break;
    }
    connection.run('COMMIT');
  } catch (error) {
    rollBack(connection);
    return rejectAll(jobs.slice(0, Math.max(settled.length, 1)), storeError(error));
  }
  answer(options, settled);
  return settled.length;
}

function runJob(options: WriteQueueOptions, job: Job): Settled['outcome'] {
  const { connection, clock } = options;
  const events: EngineEvent[] = [];
  let recorded = 0;
  const tx: WriteTx = {
    db: connection,
    actor: job.actor,
    now: clock.now(),
    record: (activity) => {
      recorded++;
      insertActivity(tx, activity);
    },
    unchanged: () => void recorded++,
    reclaim: (maxPages) => {
      connection.exec(`PRAGMA incremental_vacuum(${maxPages})`);
      return Number(connection.pragma('freelist_count'));
    },
    emit: (event) => void events.push(event),
  };
  connection.run('SAVEPOINT write');
  try {
    const value = job.fn(tx);
    if (recorded !== 1) throw new Error(`a write recorded ${recorded} activities, not one`);
    connection.run('RELEASE write');
    return { ok: true, value, events };
  } catch (error) {
    if (connection.inTransaction) {
      connection.run('ROLLBACK TO write');
      connection.run('RELEASE write');
    }
    return { ok: false, error: storeError(error) };
  }
}

/** A rollback that fails says nothing new: the error before it is the one to tell, and the queue must go on. */
function rollBack(connection: Connection): void {
  try {
    if (connection.inTransaction) connection.run('ROLLBACK');
  } catch {
    return;
  }
}

/** SQLite ends the whole transaction by itself on a full disk or an I/O error: the job that met it says why. */
function firstError(settled: readonly Settled[]): unknown {
  const last = settled.at(-1)?.outcome;
  return last?.ok === false ? last.error : new Error('the transaction ended by itself');
}

function rejectAll(jobs: readonly Job[], error: unknown): number {
  for (const job of jobs) job.reject(error);
  return jobs.length;
}

function answer(options: WriteQueueOptions, settled: readonly Settled[]): void {
  const events: EngineEvent[] = [];
  for (const { job, outcome } of settled) {
    if (outcome.ok) {
      events.push(...outcome.events);
      job.resolve(outcome.value);
    } else job.reject(outcome.error);
  }
  if (events.length > 0) options.announce(events);
}

function insertActivity(tx: WriteTx, activity: ActivityRecord): void {
  tx.db.run(
    `INSERT INTO activity (at, actor_kind, actor_name, action, entity_kind, entity_id, before, after, undoes, undo_depth)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tx.now,
    tx.actor.kind,
    tx.actor.name,
    activity.action,
    activity.entityKind,
    activity.entityId,
    activity.before == null ? null : JSON.stringify(activity.before),
    activity.after == null ? null : JSON.stringify(activity.after),
    activity.undoes?.activityId ?? null,
    activity.undoes?.depth ?? 0,
  );
}
