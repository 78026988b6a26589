import type { Batch, BatchSignal } from '#contract/monitoring.ts';

export type TrendPoint = {
  readonly batchId: number;
  readonly version: number;
  /** Null where there is nothing to draw, such as an accuracy without labels. */
  readonly value: number | null;
  readonly limit: number | null;
  readonly isOver: boolean;
  /** Rests on too few labels to be judged. */
  readonly isWeak: boolean;
  readonly n: number;
};

export type Trend = {
  readonly name: 'oov' | 'confidence' | 'accuracy';
  /** The side on which values are bad. */
  readonly forbidden: 'above' | 'below';
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
};

/** With fewer labels one row moves the accuracy by more than five points. */
const fewLabels = 20;

/** The three courses of the newest batches. @param batches newest first */
export function buildTrends(batches: readonly Batch[]): readonly Trend[] {
  const course = batches.toReversed();
  return [
    {
      name: 'oov',
      forbidden: 'above',
      points: course.map((batch) => measuredPoint(batch, 'oov_share', batch.oovShare, 'upper')),
    },
    {
      name: 'confidence',
      forbidden: 'below',
      points: course.map((batch) => measuredPoint(batch, 'mean_confidence', batch.meanConfidence, 'lower')),
    },
    { name: 'accuracy', forbidden: 'below', points: course.map(accuracyPoint) },
  ];
}

/** A signal over time for its sparkline, oldest first. @param batches newest first */
export function signalCourse(batches: readonly Batch[], signal: BatchSignal): readonly number[] {
  return batches.toReversed().flatMap(({ checks }) => {
    const check = checks.find((candidate) => candidate.signal === signal);
    return check === undefined ? [] : [check.value];
  });
}

function measuredPoint(
  { batchId, modelVersion: version, checks, rows: n }: Batch,
  signal: BatchSignal,
  value: number | null,
  side: 'upper' | 'lower',
): TrendPoint {
  const check = checks.find((candidate) => candidate.signal === signal);
  const isOver = check?.verdict === 'alert';
  return { batchId, version, value, limit: check?.[side] ?? null, isOver, isWeak: false, n };
}

function accuracyPoint({ batchId, modelVersion: version, accuracy: value, labelled: n }: Batch): TrendPoint {
  return { batchId, version, value, limit: null, isOver: false, isWeak: n < fewLabels, n };
}
