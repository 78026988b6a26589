import type { TextSplice } from '#contract/pipeline-editing.ts';
import { findHolder, flowPairEnd, replace, type Path } from './node-edits.ts';
import {
  isMap,
  isSeq,
  keyText,
  lineEnd,
  lineStart,
  pairRange,
  rangeOf,
  trimEnd,
  type Place,
  type Range,
} from './yaml-place.ts';

/**
 * Puts a key of a mapping, or an item of a list, at another place among its neighbours. Whole lines change places, with
 * the comments behind them and right above them; blank lines between, and comments apart, stay where they are.
 */
export function planMove(place: Place, path: Path, to: number): TextSplice[] {
  const { holder, part } = findHolder(place, path);
  const at = isMap(holder)
    ? holder.items.findIndex(({ key }) => keyText(key) === String(part))
    : Number(part);
  const ranges = rangesOf(place, holder);
  if (ranges[at] === undefined || to === at) return [];
  const order = [...ranges.keys()].toSpliced(at, 1).toSpliced(to, 0, at);
  const [first, last] = [Math.min(at, to), Math.max(at, to)];
  const span = ranges.slice(first, last + 1);
  const moved = order.slice(first, last + 1).flatMap((index) => ranges.slice(index, index + 1));
  // What stands between entries stays between them.
  const gaps = span.map(([, end], index) => place.text.slice(end, span[index + 1]?.[0] ?? end));
  const lines = moved.map((range, index) => place.text.slice(...range) + (gaps[index] ?? '')).join('');
  return replace(place, [span[0]?.[0] ?? 0, span.at(-1)?.[1] ?? 0], lines);
}

/** Of each entry, what goes along when it moves: without the break of its last line. */
function rangesOf(place: Place, holder: unknown): readonly Range[] {
  const { text } = place;
  if (isMap(holder)) {
    if (holder.flow === true) return holder.items.map((pair) => flowPairEnd(place, pair));
    return withComments(
      text,
      holder.items.map((pair) => pairRange(place, pair)),
    );
  }
  if (!isSeq(holder)) return [];
  const items = holder.items.map((item): Range => rangeOf(item) ?? [0, 0]);
  if (holder.flow === true) return items;
  return withComments(
    text,
    items.map(([from, end]): Range => [from, Math.max(from, trimEnd(text, end))]),
  );
}

/** Whole lines of entries of a block, with the lines of comments that stand right above each. */
function withComments(text: string, entries: readonly Range[]): readonly Range[] {
  let free = 0;
  return entries.map(([from, end]): Range => {
    let start = lineStart(text, from);
    while (start > free && start > 0) {
      const above = lineStart(text, start - 1);
      if (above < free || !/^[ \t]*#/.test(text.slice(above, start))) break;
      start = above;
    }
    const stop = lineEnd(text, end);
    free = stop;
    return [start, stop];
  });
}
