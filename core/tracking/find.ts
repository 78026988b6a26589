import type { Lifecycle } from '#contract/entities.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface ExperimentRow {
  id: number;
  name: string;
  artifact_location: string;
  lifecycle: 0 | 1;
  created_at: number;
  updated_at: number;
}

export interface RunRow {
  id: number;
  uuid: string;
  experiment_id: number;
  parent_id: number | null;
  name: string;
  user_id: string;
  status: 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';
  started_at: number;
  ended_at: number | null;
  lifecycle: 0 | 1;
  artifact_uri: string;
  client: string;
}

export function lifecycleName(lifecycle: 0 | 1): Lifecycle {
  return lifecycle === 1 ? 'deleted' : 'active';
}

/**
 * An id has one form only: `007` is of no experiment, since folders and events go by the text.
 * @throws NOT_FOUND; also for an id that is no whole number
 */
export function findExperiment(db: ReadableDb, experimentId: string): ExperimentRow {
  const id = /^(0|[1-9]\d{0,14})$/.test(experimentId) ? Number(experimentId) : -1;
  const row = db.get<ExperimentRow>('SELECT * FROM experiments WHERE id = ?', id);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no experiment with id "${experimentId}". \`stile experiment list --view all\` shows those that exist.`,
    { kind: 'experiment', id: experimentId },
  );
}

/** @throws NOT_FOUND */
export function findRun(db: ReadableDb, runId: string): RunRow {
  const row = db.get<RunRow>('SELECT * FROM runs WHERE uuid = ?', runId);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no run with id "${runId}". \`stile run list --view all\` shows those that exist.`,
    { kind: 'run', id: runId },
  );
}

/** @throws NOT_FOUND, INVALID_STATE when it is deleted */
export function findActiveExperiment(db: ReadableDb, experimentId: string): ExperimentRow {
  const row = findExperiment(db, experimentId);
  if (row.lifecycle === 0) return row;
  throw deletedState('experiment', experimentId, `The experiment "${row.name}"`);
}

/** @throws NOT_FOUND, INVALID_STATE when it is deleted */
export function findActiveRun(db: ReadableDb, runId: string): RunRow {
  const row = findRun(db, runId);
  if (row.lifecycle === 0) return row;
  throw deletedState('run', runId, `The run "${row.name}" (${runId})`);
}

function deletedState(kind: 'experiment' | 'run', id: string, subject: string): StileError {
  const remedy = `Restore it first: stile ${kind} restore ${id}`;
  return new StileError('INVALID_STATE', `${subject} is deleted and cannot be changed. ${remedy}`, {
    kind,
    id,
    state: 'deleted',
    needed: 'active',
    remedy,
  });
}

/** For a delete for good. @throws INVALID_STATE when the object is not deleted */
export function requireDeleted(kind: 'experiment' | 'run', id: string, lifecycle: 0 | 1): void {
  if (lifecycle === 0) throw notDeleted(kind, id, `Delete it first: stile ${kind} delete ${id}`);
}

/** For a restore. @throws INVALID_STATE when the object is not deleted */
export function requireRestorable(kind: 'experiment' | 'run', id: string, lifecycle: 0 | 1): void {
  if (lifecycle === 0) throw notDeleted(kind, id, 'There is nothing to restore.');
}

function notDeleted(kind: 'experiment' | 'run', id: string, remedy: string): StileError {
  return new StileError('INVALID_STATE', `The ${kind} ${id} is not deleted. ${remedy}`, {
    kind,
    id,
    state: 'active',
    needed: 'deleted',
    remedy,
  });
}
