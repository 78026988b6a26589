import type { ActivityEntry, UndoState } from '#contract/activity.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { rowToEntry } from './activity-entries.ts';
import type { ActivityParts, Inverse } from './activity-parts.ts';
import { findRow, toChange, type ActivityRow } from './activity-rows.ts';
import { findInverse, readUndoState } from './undo-state.ts';

/**
 * Takes a change back and answers with the row that this made, which can be undone in its turn. That what the change
 * left still stands is looked at inside the same write.
 * @throws NOT_FOUND, CANNOT_UNDO, and what the feature throws when the old state is no longer free to take
 */
export async function undoActivity(
  ctx: EngineContext,
  parts: Required<ActivityParts>,
  activityId: number,
): Promise<ActivityEntry> {
  const row = findRow(ctx.db, activityId);
  const inverse = findInverse(parts, row.action);
  refuse(ctx.db, row, inverse);
  let madeId: number | null = null;
  const guarded: EngineContext = {
    ...ctx,
    write: (fn) =>
      ctx.write((tx) => {
        refuse(tx.db, row, inverse);
        const undoes = { activityId, depth: row.undo_depth + 1 };
        const watched: WriteTx = {
          ...tx,
          record: (activity) => {
            tx.record({ ...activity, undoes });
            madeId = tx.db.get<{ id: number }>('SELECT max(id) AS id FROM activity')?.id ?? null;
          },
        };
        return fn(watched);
      }),
  };
  await inverse?.undo(guarded, toChange(row));
  if (madeId === null) throw new Error(`the inverse of ${row.action} wrote nothing`);
  return rowToEntry(ctx.db, parts, findRow(ctx.db, madeId));
}

const reasons: Readonly<Record<Exclude<UndoState['state'], 'possible' | 'changed'>, string>> = {
  undone: 'it was undone before',
  no_inverse: 'nothing takes this kind of change back',
  incomplete: 'its row does not hold what was there before',
  gone: 'what it changed is no longer there',
};

function refuse(db: ReadableDb, row: ActivityRow, inverse: Inverse | undefined): void {
  const { state, field = '', left = '', now = '' } = readUndoState(db, row, inverse);
  if (state === 'possible') return;
  const reason =
    state === 'changed'
      ? `its ${field} has been changed since: it was left as "${left}" and is "${now}" now`
      : reasons[state];
  const remedy = state === 'changed' ? ' Undo the later change first, or change it by hand.' : '';
  throw new StileError(
    'CANNOT_UNDO',
    `The change ${row.id} (${row.action} of ${row.entity_kind} ${row.entity_id}) cannot be undone: ${reason}.${remedy}`,
    { activityId: row.id, action: row.action, why: state, field, left, now },
  );
}
