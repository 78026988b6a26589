import type { AlertEvidence, BatchCheck, BatchRow } from '#contract/monitoring.ts';
import type { ReadableDb, SqlValue } from '#core/store/database.ts';
import { tableRowToBatchRow, type RowTableRow } from './batches.ts';
import { countClasses, measureMixDistance, type ClassCounts } from './class-mix.ts';
import { modelUri, type BatchTableRow } from './find.ts';
import { chooseGroups, countReferenceRows, type Reference } from './reference.ts';

/** Rows that are kept with an alert, and characters of their texts: the whole ones are in the batch. */
const evidenceRows = 20;
const evidenceCharacters = 2000;

/** What is known of a breach now: numbers, the most unusual rows, and what the batch was compared with. */
export function collectEvidence(
  db: ReadableDb,
  batch: BatchTableRow,
  classes: ClassCounts,
  check: BatchCheck,
  reference: Reference | null,
): AlertEvidence {
  const previous = db.get<{ source: string }>(
    'SELECT source FROM batches WHERE is_ready = 1 AND model_name = ? AND id < ? ORDER BY id DESC LIMIT 1',
    batch.model_name,
    batch.id,
  );
  return {
    check,
    rows: readUnusualRows(db, batch, chooseRows(check, classes, reference)),
    source: batch.source,
    previousSource: previous?.source ?? null,
    reference: { modelUri: modelUri(batch), rows: countReferenceRows(reference) },
  };
}

interface RowChoice {
  where: string;
  values: SqlValue[];
  order: string;
}

/** Which rows speak for the breach, the worst first. */
function chooseRows(check: BatchCheck, classes: ClassCounts, reference: Reference | null): RowChoice {
  const all = { where: '', values: [] };
  switch (check.signal) {
    case 'mean_confidence':
    case 'low_confidence_share':
      return { ...all, order: 'confidence, row' };
    case 'text_length': {
      const isLong = check.upper !== null && check.value > check.upper;
      return { ...all, order: isLong ? 'length DESC, row' : 'length, row' };
    }
    case 'class_mix': {
      const values = [findExcessClass(classes, reference)];
      return { where: 'AND prediction = ?', values, order: 'confidence, row' };
    }
    // Of texts without any known word the longest says most.
    case 'oov_share':
    case 'volume':
      return { ...all, order: 'oov_share DESC, length DESC, row' };
  }
}

/** The class whose share has grown most beside the nearest group of the reference. */
function findExcessClass(classes: ClassCounts, reference: Reference | null): string {
  const mixes = chooseGroups(reference).map(({ predictions }) => countClasses(predictions));
  const distances = mixes.map((mix) => measureMixDistance(classes, mix));
  const nearest = mixes[distances.indexOf(Math.min(...distances))] ?? new Map<string, number>();
  const shareOf = (counts: ClassCounts, label: string): number =>
    (counts.get(label) ?? 0) /
    Math.max(
      1,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    );
  const growth = (label: string): number => shareOf(classes, label) - shareOf(nearest, label);
  return [...classes.keys()].sort((a, b) => growth(b) - growth(a) || (a < b ? -1 : 1))[0] ?? '';
}

function readUnusualRows(
  db: ReadableDb,
  batch: BatchTableRow,
  { where, values, order }: RowChoice,
): BatchRow[] {
  return db
    .all<RowTableRow>(
      `SELECT row, substr(text, 1, ?) AS text, prediction, confidence, oov_share, length, label FROM batch_rows
       WHERE batch_id = ? ${where} ORDER BY ${order} LIMIT ?`,
      evidenceCharacters,
      batch.id,
      ...values,
      evidenceRows,
    )
    .map((row) => tableRowToBatchRow(row, batch));
}
