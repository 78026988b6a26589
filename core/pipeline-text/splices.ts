import type { TextSplice } from '#contract/pipeline-editing.ts';

/** Applies splices in their order. @throws RangeError when a splice does not fit what stands there */
export function applySplices(text: string, splices: readonly TextSplice[]): string {
  return splices.reduce(applySplice, text);
}

function applySplice(text: string, { at, remove, insert }: TextSplice): string {
  if (!text.startsWith(remove, at) || at > text.length)
    throw new RangeError(
      `At ${at} stands ${JSON.stringify(text.slice(at, at + remove.length))}, not ${JSON.stringify(remove)}`,
    );
  return text.slice(0, at) + insert + text.slice(at + remove.length);
}

/** What takes splices back: in the opposite order, each turned round. */
export function invertSplices(splices: readonly TextSplice[]): TextSplice[] {
  return splices.map(({ at, remove, insert }) => ({ at, remove: insert, insert: remove })).reverse();
}

/** The one splice that makes a text of another: what both begin and end with stays. Empty when they are equal. */
export function spliceBetween(from: string, to: string): TextSplice[] {
  if (from === to) return [];
  const most = Math.min(from.length, to.length);
  let at = 0;
  while (at < most && from.charCodeAt(at) === to.charCodeAt(at)) at += 1;
  let tail = 0;
  while (tail < most - at && from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail))
    tail += 1;
  return [{ at, remove: from.slice(at, from.length - tail), insert: to.slice(at, to.length - tail) }];
}
