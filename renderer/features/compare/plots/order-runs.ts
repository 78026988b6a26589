import type { RunComparison } from '#contract/comparison.ts';
import type { Dim } from './dims.ts';

/** The best first by the dim that colours, else in the order of the comparison; those without a value last. */
export function orderRuns(
  { metrics }: RunComparison,
  dim: Dim | undefined,
  places: readonly number[],
): readonly number[] {
  if (dim === undefined) return places;
  const direction = dim.isMetric ? metrics.find(({ key }) => key === dim.key)?.direction : 'higher';
  const sign = direction === 'lower' ? 1 : -1;
  const rank = (place: number): number => {
    const value = dim.values[place];
    return value == null ? Infinity : sign * value;
  };
  return places.toSorted((a, b) => rank(a) - rank(b));
}
