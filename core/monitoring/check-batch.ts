import type { BatchCheck } from '#contract/monitoring.ts';
import { countClasses, measureMixDistance, type ClassCounts } from './class-mix.ts';
import type { SignalLimits } from './limits.ts';
import { chooseGroups, type Reference } from './reference.ts';
import { signalRules, type ResampledSignal } from './signals.ts';

/** What a batch shows; shares are 0 to 1, null is what the model does not tell. */
export interface BatchValues {
  rows: number;
  classes: ClassCounts;
  meanConfidence: number | null;
  lowConfidenceShare: number | null;
  oovShare: number | null;
  /** tokens */
  meanLength: number | null;
}

/** With fewer rows a batch says nothing. */
const minRows = 5;
/** Sums of many floats differ in the last digits, and a limit may equal a possible value. */
const tolerance = 1e-9;

/**
 * Each resampled signal that the model tells against its limits; without a reason to judge, the method says why.
 */
export function checkBatch(
  values: BatchValues,
  reference: Reference | null,
  limits: readonly SignalLimits[],
): BatchCheck[] {
  return signalRules.flatMap(({ signal }): BatchCheck[] => {
    const value = measureSignal(signal, values, reference);
    if (value === null) return [];
    const found = limits.find((limit) => limit.signal === signal);
    if (found === undefined || values.rows < minRows) {
      const method = values.rows < minRows ? 'too_few_rows' : 'no_reference';
      return [notEvaluated(signal, value, values.rows, method)];
    }
    const { lower, upper, expected, resamples, histogram } = found;
    const isOut =
      (upper !== null && value > upper + tolerance) || (lower !== null && value < lower - tolerance);
    const verdict = isOut ? 'alert' : 'ok';
    const n = values.rows;
    return [{ signal, value, lower, upper, expected, verdict, method: 'resampled', n, resamples, histogram }];
  });
}

function notEvaluated(signal: ResampledSignal, value: number, n: number, method: string): BatchCheck {
  const nothing = { lower: null, upper: null, expected: null, histogram: null, resamples: 0 };
  return { signal, value, ...nothing, verdict: 'not_evaluated', method, n };
}

function measureSignal(
  signal: ResampledSignal,
  values: BatchValues,
  reference: Reference | null,
): number | null {
  switch (signal) {
    case 'class_mix':
      return values.classes.size === 0 ? null : measureMix(values.classes, reference);
    case 'mean_confidence':
      return values.meanConfidence;
    case 'low_confidence_share':
      return values.lowConfidenceShare;
    case 'oov_share':
      return values.oovShare;
    case 'text_length':
      return values.meanLength;
  }
}

/** The distance to the nearest group, since a batch comes from one of them; 0 where there is none. */
function measureMix(classes: ClassCounts, reference: Reference | null): number {
  const distances = chooseGroups(reference).map(({ predictions }) =>
    measureMixDistance(classes, countClasses(predictions)),
  );
  return distances.length === 0 ? 0 : Math.min(...distances);
}
