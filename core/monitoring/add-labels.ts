import type { Inputs } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findBatch, type BatchTableRow } from './find.ts';

type Labels = Inputs['monitoring']['addLabels']['labels'];

/**
 * Late labels of a batch: all of them or none. A row that has one gets the new one: labels are corrected, too.
 * @throws NOT_FOUND for a row that the batch does not have, INVALID_ARGUMENT for an empty label or a row named twice
 */
export function addLabels(
  ctx: EngineContext,
  { batchId, labels }: Inputs['monitoring']['addLabels'],
): Promise<void> {
  checkLabels(labels);
  return ctx.write((tx) => {
    const batch = findBatch(tx.db, batchId);
    const changed = labels.filter(({ row, label }) => setLabel(tx, batch, row, label)).length;
    if (changed === 0) tx.unchanged();
    else announce(tx, batch, changed);
  });
}

function checkLabels(labels: Labels): void {
  const seen = new Set<number>();
  labels.forEach(({ row, label }, i) => {
    if (label === '') {
      throw invalidArgument(
        `labels[${i}].label`,
        label,
        'a label has at least one character',
        'Leave the row out.',
      );
    }
    if (seen.has(row)) {
      throw invalidArgument(`labels[${i}].row`, row, 'this row is named twice', 'Name each row once.');
    }
    seen.add(row);
  });
}

/** @returns whether that changed anything */
function setLabel(tx: WriteTx, batch: BatchTableRow, row: number, label: string): boolean {
  const stored = tx.db.get<{ label: string | null }>(
    'SELECT label FROM batch_rows WHERE batch_id = ? AND row = ?',
    batch.id,
    row,
  );
  if (stored === undefined) throw unknownRow(batch, row);
  if (stored.label === label) return false;
  tx.db.run(
    'UPDATE batch_rows SET label = ?, labelled_at = ? WHERE batch_id = ? AND row = ?',
    label,
    tx.now,
    batch.id,
    row,
  );
  return true;
}

function unknownRow(batch: BatchTableRow, row: number): StileError {
  return new StileError(
    'NOT_FOUND',
    `Batch ${batch.id} has no row ${row}: its rows are 0 to ${batch.rows - 1}. No label was kept. \`stile batch rows ${batch.id}\` shows them.`,
    { kind: 'batch', id: `${batch.id}, row ${row}` },
  );
}

function announce(tx: WriteTx, batch: BatchTableRow, changed: number): void {
  tx.db.run(
    `UPDATE batches SET
       labelled = (SELECT count(label) FROM batch_rows WHERE batch_id = batches.id),
       correct = (SELECT count(*) FROM batch_rows WHERE batch_id = batches.id AND label = prediction)
     WHERE id = ?`,
    batch.id,
  );
  const after = findBatch(tx.db, batch.id);
  tx.record({
    action: 'batch.label',
    entityKind: 'batch',
    entityId: String(batch.id),
    before: { labelled: batch.labelled, correct: batch.correct },
    after: { labelled: after.labelled, correct: after.correct, changed },
  });
  tx.emit({ type: 'batch.changed', model: batch.model_name, batchId: batch.id });
}
