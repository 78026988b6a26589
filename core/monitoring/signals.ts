import type { BatchSignal } from '#contract/monitoring.ts';

/** Signals that have limits from a resampled reference; `volume` is compared with earlier batches. */
export type ResampledSignal = Exclude<BatchSignal, 'volume'>;

/** A prediction below this maximal probability is one that the model is not sure of. */
export const lowConfidence = 0.6;
export const highConfidence = 0.8;

export interface SignalRule {
  signal: ResampledSignal;
  /** Which way is worse. More confidence, or fewer unknown words, is no reason to wake anybody. */
  worse: 'up' | 'down' | 'both';
  /** Share of clean batches that may leave the limits of this signal, 0 to 1; on both sides together. */
  level: number;
  /**
   * The smallest departure from the expected value that matters, in the signal's unit: with very many rows even a
   * change that nobody would act on leaves the limits.
   */
  minEffect(expected: number): number;
  /** The values that the signal can take. */
  range: readonly [number, number];
}

/**
 * The levels add up to 0.3 %: so many clean batches may raise an alert, whichever signal it is (Bonferroni). They are shared
 * out by what a drift does to a signal: new words and other lengths stand far out and are found with little, while a
 * model's confidence sinks by a fraction of its spread and needs the most (weighted tests: Genovese, Roeder and
 * Wasserman, Biometrika 93(3), 2006).
 */
export const signalRules: readonly SignalRule[] = [
  // A distance grows from 0: the floor is a shift of about 7 points between two classes of equal size.
  {
    signal: 'class_mix',
    worse: 'up',
    level: 0.0008,
    minEffect: (expected) => Math.max(0, 0.05 - expected),
    range: [0, Math.sqrt(Math.LN2)],
  },
  { signal: 'mean_confidence', worse: 'down', level: 0.0012, minEffect: () => 0.02, range: [0, 1] },
  { signal: 'low_confidence_share', worse: 'up', level: 0.0005, minEffect: () => 0.05, range: [0, 1] },
  { signal: 'oov_share', worse: 'up', level: 0.0002, minEffect: () => 0.02, range: [0, 1] },
  {
    signal: 'text_length',
    worse: 'both',
    level: 0.0003,
    minEffect: (expected) => 0.15 * expected,
    range: [0, Infinity],
  },
];
