import type { PairedResult } from './mcnemar.ts';

/** Accuracy on the frozen rows of one split, 0 to 1. */
export interface SplitScore {
  accuracy: number;
  n: number;
}

/** One thing that the gate looks at. */
export interface GateCheck {
  /** `min_accuracy`, or `<split>.regression` */
  check: string;
  value: number;
  needed: number;
  n: number;
  passed: boolean;
}

export interface SplitComparison extends PairedResult {
  candidate: number;
  champion: number;
}

export interface GateRules {
  /** What the candidate must reach on the first split, inclusive. */
  minAccuracy: number;
  /** By how much the candidate may fall below the champion on any split. */
  margin: number;
}

/**
 * Absolute on the first split, non-inferior to the champion on every one. The champion is scored again on the same
 * rows: an old figure of it, on other rows, says nothing.
 */
export function judge(
  candidate: Readonly<Record<string, SplitScore>>,
  comparisons: Readonly<Record<string, SplitComparison>>,
  { minAccuracy, margin }: GateRules,
): GateCheck[] {
  const [first] = Object.values(candidate);
  const absolute =
    first === undefined ? [] : [makeCheck('min_accuracy', first.accuracy, minAccuracy, first.n)];
  const relative = Object.entries(comparisons).map(([split, { candidate: value, champion, n }]) =>
    makeCheck(`${split}.regression`, value, champion - margin, n),
  );
  return [...absolute, ...relative];
}

/** A hair of tolerance, so that 0.9 - 0.02 does not fail against 0.88 for its last bit. */
const epsilon = 1e-12;

function makeCheck(check: string, value: number, needed: number, n: number): GateCheck {
  return { check, value, needed, n, passed: value >= needed - epsilon };
}
