import type { LineChunk } from '#contract/run-differences.ts';

/** One line of each side, or of both; numbers count from 1. */
export type LineRow =
  | { readonly kind: 'same'; readonly first: number; readonly second: number; readonly text: string }
  | { readonly kind: 'fold'; readonly id: number; readonly count: number }
  | {
      readonly kind: 'changed';
      /** The place of the chunk that it is of. */
      readonly chunk: number;
      readonly first: NumberedLine | null;
      readonly second: NumberedLine | null;
    };

export type NumberedLine = { readonly number: number; readonly text: string };

/** Lines around a change that stay in view. */
const context = 3;

/** Chunks as rows; long parts that are the same are folded unless they were opened. */
export function toRows(chunks: readonly LineChunk[], opened: ReadonlySet<number>): readonly LineRow[] {
  const rows: LineRow[] = [];
  let [first, second] = [1, 1];
  for (const [id, chunk] of chunks.entries()) {
    if (chunk.isSame) {
      const same = chunk.first.map((text, i): LineRow => ({
        kind: 'same',
        first: first + i,
        second: second + i,
        text,
      }));
      rows.push(...(opened.has(id) ? same : fold(same, id, id > 0, id < chunks.length - 1)));
      first += chunk.first.length;
      second += chunk.first.length;
      continue;
    }
    for (let i = 0; i < Math.max(chunk.first.length, chunk.second.length); i++)
      rows.push({
        kind: 'changed',
        chunk: id,
        first: lineAt(chunk.first, i, first),
        second: lineAt(chunk.second, i, second),
      });
    first += chunk.first.length;
    second += chunk.second.length;
  }
  return rows;
}

/** The same rows with what was taken away above what came in its place, as one column shows them. */
export function toUnified(rows: readonly LineRow[]): readonly LineRow[] {
  const found: LineRow[] = [];
  let [removed, added]: [LineRow[], LineRow[]] = [[], []];
  const flush = (): void => {
    found.push(...removed, ...added);
    [removed, added] = [[], []];
  };
  for (const row of rows) {
    if (row.kind !== 'changed') {
      flush();
      found.push(row);
      continue;
    }
    if (row.first !== null) removed.push({ ...row, second: null });
    if (row.second !== null) added.push({ ...row, first: null });
  }
  flush();
  return found;
}

function fold(rows: readonly LineRow[], id: number, after: boolean, before: boolean): readonly LineRow[] {
  const [head, tail] = [after ? context : 0, before ? context : 0];
  // A fold of one or two lines would hide no more than it takes.
  if (rows.length <= head + tail + 2) return rows;
  return [
    ...rows.slice(0, head),
    { kind: 'fold', id, count: rows.length - head - tail },
    ...(tail > 0 ? rows.slice(-tail) : []),
  ];
}

function lineAt(lines: readonly string[], at: number, from: number): NumberedLine | null {
  const text = lines[at];
  return text === undefined ? null : { number: from + at, text };
}

/** What two lines have in common at their beginning and their end, in characters; a word differs as a whole. */
export function commonEnds(a: string, b: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  while (head > 0 && isInWord(a[head - 1], [a[head], b[head]])) head--;
  while (tail > 0 && isInWord(a.at(-tail), [a.at(-1 - tail), b.at(-1 - tail)])) tail--;
  return { head, tail };
}

/** Whether a cut beside this sign would go through a word of one of the lines. */
function isInWord(sign: string | undefined, beyond: readonly (string | undefined)[]): boolean {
  return isWord(sign) && beyond.some(isWord);
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_.]/u.test(sign);
}
