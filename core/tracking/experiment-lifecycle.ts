import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { announceExperiment } from './experiments.ts';
import { findExperiment, lifecycleName, requireRestorable } from './find.ts';

/** How a change of stage takes an object that is in that stage already. */
export interface StageOptions {
  /** It is not found, as MLflow answers; otherwise deleting it again changes nothing. */
  isStrict?: boolean;
}

/** Soft: the experiment and all its runs are marked deleted. @throws NOT_FOUND */
export function deleteExperiment(
  ctx: EngineContext,
  experimentId: string,
  { isStrict = false }: StageOptions = {},
): Promise<void> {
  return setLifecycle(ctx, experimentId, 1, isStrict);
}

/**
 * Brings the experiment and, as MLflow does, all its runs back.
 * @throws INVALID_STATE when it is not deleted, NOT_FOUND then when strict
 */
export function restoreExperiment(
  ctx: EngineContext,
  experimentId: string,
  {
    isStrict = false,
    except = [],
  }: StageOptions & {
    /** Runs that stay deleted: what an undo leaves where it was. */
    except?: readonly string[];
  } = {},
): Promise<void> {
  return setLifecycle(ctx, experimentId, 0, isStrict, except);
}

function setLifecycle(
  ctx: EngineContext,
  experimentId: string,
  lifecycle: 0 | 1,
  isStrict: boolean,
  except: readonly string[] = [],
): Promise<void> {
  return ctx.write((tx) => {
    const row = findExperiment(tx.db, experimentId);
    if (isStrict && row.lifecycle === lifecycle) throw notInStage(experimentId, lifecycle);
    if (lifecycle === 0) requireRestorable('experiment', experimentId, row.lifecycle);
    if (row.lifecycle === lifecycle) {
      tx.unchanged();
      return;
    }
    tx.db.run('UPDATE experiments SET lifecycle = ?, updated_at = ? WHERE id = ?', lifecycle, tx.now, row.id);
    const kept = lifecycle === 1 ? readDeletedRuns(tx.db, row.id) : {};
    const { changes } = tx.db.run(
      `UPDATE runs SET lifecycle = ? WHERE experiment_id = ? AND lifecycle <> ?
         AND uuid NOT IN (SELECT value FROM json_each(?))`,
      lifecycle,
      row.id,
      lifecycle,
      JSON.stringify(except),
    );
    const before = { lifecycle: lifecycleName(row.lifecycle) };
    announceExperiment(tx, experimentId, actions[lifecycle], before, {
      lifecycle: lifecycleName(lifecycle),
      runs: changes,
      ...kept,
    });
    if (changes > 0) tx.emit({ type: 'runs.changed', experimentId });
  });
}

/** More than these are not kept with a change: such a one has no way back but to bring every run back. */
const mostKept = 5000;

/** The runs that were deleted before their experiment was; null where they are too many to keep. */
function readDeletedRuns(db: ReadableDb, id: number): { deletedBefore?: string[] | null } {
  const rows = db.all<{ uuid: string }>(
    'SELECT uuid FROM runs WHERE experiment_id = ? AND lifecycle = 1 LIMIT ?',
    id,
    mostKept + 1,
  );
  if (rows.length === 0) return {};
  return { deletedBefore: rows.length > mostKept ? null : rows.map(({ uuid }) => uuid) };
}

const actions = { 0: 'experiment.restore', 1: 'experiment.delete' } as const;

function notInStage(experimentId: string, lifecycle: 0 | 1): StileError {
  const stage = lifecycle === 1 ? 'deleted already' : 'not deleted';
  return new StileError(
    'NOT_FOUND',
    `The experiment ${experimentId} is ${stage}. There is nothing to change.`,
    {
      kind: 'experiment',
      id: experimentId,
    },
  );
}
