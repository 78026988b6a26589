import type { RunStyle } from '#renderer/parts/run-colors.ts';
import type { ShownRuns } from '../shown-runs.ts';
import type { Dim } from './dims.ts';
import type { Ramp } from './ramp.ts';
import { scaleOf, type Scale } from './scales.ts';

export type ColorOf = (place: number) => Pick<RunStyle, 'color' | 'dash'>;

const noValue = { color: 'var(--st-ink4)', dash: [2, 3] } as const;
/** More kinds than this cannot be told apart. */
const mostKinds = 7;

/** The colour of each run by a dim: of numbers along the ramp, of a few words one each; without a dim its own. */
export function colorBy(dim: Dim | undefined, ramp: Ramp, { styleOf, places, runs }: ShownRuns): ColorOf {
  if (dim === undefined) {
    const ids = new Map(places.map((place, i) => [place, runs[i]?.runId ?? '']));
    return (place) => styleOf(ids.get(place) ?? '');
  }
  const scale = colorScale(dim);
  return (place) => {
    const value = dim.values[place];
    if (value == null) return noValue;
    if (isKind(dim)) return { color: `var(--st-s${String(value + 1)})`, dash: [] };
    return { color: ramp.at(scale.toShare(value)), dash: [] };
  };
}

/** Words that each have a colour of their own. */
export function isKind({ words }: Dim): boolean {
  return words !== null && words.length <= mostKinds;
}

function colorScale(dim: Dim): Scale {
  return scaleOf({ ...dim, words: null }, dim.canLog && dim.min > 0 && dim.max / dim.min >= 1000);
}
