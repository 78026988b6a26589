import { StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

/** @throws INVALID_STATE while a run of the pipeline, or a backfill, works or waits. @param what is to be done with it */
export function refuseActive(db: ReadableDb, name: string, what: 'renamed' | 'removed'): void {
  const run = db.get<{ uuid: string; state: string }>(
    `SELECT uuid, state FROM pipeline_runs WHERE pipeline = ? AND state NOT IN ('success', 'failed', 'canceled')
     ORDER BY id DESC LIMIT 1`,
    name,
  );
  if (run !== undefined)
    throw isActive(name, what, `its run ${run.uuid} is ${run.state}`, `stile pipeline cancel ${run.uuid}`);
  const backfill = db.get<{ id: number }>(
    "SELECT id FROM backfills WHERE pipeline = ? AND state = 'running' ORDER BY id DESC LIMIT 1",
    name,
  );
  if (backfill !== undefined)
    throw isActive(
      name,
      what,
      `its backfill ${backfill.id} is running`,
      `stile pipeline cancel-backfill ${backfill.id}`,
    );
}

function isActive(name: string, what: string, state: string, command: string): StileError {
  const remedy = `Wait for its end, or end it: ${command}`;
  return new StileError('INVALID_STATE', `The pipeline "${name}" cannot be ${what}: ${state}. ${remedy}`, {
    kind: 'pipeline',
    id: name,
    state,
    needed: 'no run and no backfill that works or waits',
    remedy,
  });
}
