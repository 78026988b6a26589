import type { MetricValue } from '#contract/entities.ts';
import type { ModelVersion } from '#contract/registry.ts';

type Delta = {
  readonly value: number;
  /** Read in percentage points. */
  readonly isShare: boolean;
  /** `unjudged` where nobody can say which way is better. */
  readonly verdict: 'better' | 'worse' | 'equal' | 'unjudged';
};

/** Below this a difference of shares is none that the screen shows. */
const leastPoints = 0.0005;

/** What a figure is beside another of the same metric; null where one of them is no number. */
export function deltaOf(mine: MetricValue | null, theirs: ModelVersion['metrics'][number]): Delta | null {
  if (typeof mine !== 'number' || typeof theirs.value !== 'number') return null;
  const value = mine - theirs.value;
  const isShare = theirs.isShare && mine >= 0 && mine <= 1;
  const isEqual = isShare ? Math.abs(value) < leastPoints : value === 0;
  if (isEqual) return { value, isShare, verdict: 'equal' };
  if (theirs.direction === 'none') return { value, isShare, verdict: 'unjudged' };
  return { value, isShare, verdict: value > 0 === (theirs.direction === 'higher') ? 'better' : 'worse' };
}
