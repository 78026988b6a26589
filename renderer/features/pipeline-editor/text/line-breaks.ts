import type { TextSplice } from '#contract/pipeline-editing.ts';

/**
 * A file's text beside the document of an editor, which knows `\n` alone and no byte order mark. Both are counted in
 * UTF-16 units; what the person leaves alone keeps its own line breaks.
 */
export type LineBreaks = {
  readonly doc: string;
  /** What a new line of the file ends with: what most of its lines do. */
  readonly lineBreak: '\n' | '\r\n';
  readonly toText: (docOffset: number) => number;
  readonly toDoc: (textOffset: number) => number;
};

const byteOrderMark = '\uFEFF';

export function readLineBreaks(text: string): LineBreaks {
  const start = text.startsWith(byteOrderMark) ? 1 : 0;
  const lineBreak = mostlyCrLf(text) ? '\r\n' : '\n';
  if (!text.includes('\r'))
    return {
      doc: start === 0 ? text : text.slice(start),
      lineBreak,
      toText: (offset) => offset + start,
      toDoc: (offset) => Math.max(0, offset - start),
    };
  const ends = findCrLf(text, start);
  return {
    doc: text.slice(start).replace(/\r\n?/g, '\n'),
    lineBreak,
    // A place at the end of a line is before both of its characters.
    toText: (offset) => offset + start + countBelow(ends, (end, index) => end - start - index < offset),
    toDoc: (offset) => Math.max(0, offset - start) - countBelow(ends, (end) => end < offset),
  };
}

/** One piece that a person replaced, in places of the document as it was. */
export type DocChange = { readonly from: number; readonly to: number; readonly insert: string };

/** The same changes as splices of the text, each speaking of what those before it left. */
export function toSplices(
  text: string,
  breaks: LineBreaks,
  changes: readonly DocChange[],
): readonly TextSplice[] {
  // From the end, so that none moves another.
  const ordered = changes.toSorted((a, b) => b.from - a.from);
  return ordered.map(({ from, to, insert }) => {
    const at = breaks.toText(from);
    return {
      at,
      remove: text.slice(at, breaks.toText(to)),
      insert: breaks.lineBreak === '\n' ? insert : insert.replaceAll('\n', '\r\n'),
    };
  });
}

/** Where `\r\n` stand, by their first character. */
function findCrLf(text: string, start: number): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf('\r\n', start); at >= 0; at = text.indexOf('\r\n', at + 2)) found.push(at);
  return found;
}

function mostlyCrLf(text: string): boolean {
  let [crLf, all] = [0, 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    all += 1;
    if (text[at - 1] === '\r') crLf += 1;
  }
  return crLf * 2 > all;
}

/** How many of the first ones are so, where all that are stand first. */
function countBelow(sorted: readonly number[], isBelow: (value: number, index: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
