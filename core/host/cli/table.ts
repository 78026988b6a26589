export interface Column<T> {
  title: string;
  cell(row: T): string;
  /** Numbers stand right. */
  right?: boolean;
}

/**
 * Rows for a person on a terminal: aligned. For a pipe: a tab between cells and nothing cut, so that `cut` and `awk`
 * read it. Both have a line of titles.
 */
export function formatTable<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  isTerminal: boolean,
): string {
  const titles = columns.map(({ title }) => title);
  const lines = [titles, ...rows.map((row) => columns.map(({ cell }) => toOneLine(cell(row))))];
  if (!isTerminal) return `${lines.map((cells) => cells.join('\t')).join('\n')}\n`;
  const widths = titles.map((_, i) => Math.max(...lines.map((cells) => displayWidth(cells[i] ?? ''))));
  const isRight = columns.map(({ right }) => right === true);
  return `${lines.map((cells) => alignLine(cells, widths, isRight)).join('\n')}\n`;
}

function alignLine(cells: readonly string[], widths: readonly number[], isRight: readonly boolean[]): string {
  const padded = cells.map((cell, i) => {
    const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(cell)));
    return isRight[i] === true ? gap + cell : cell + gap;
  });
  return padded.join('  ').trimEnd();
}

/** What a user or a client named must not move the cursor or break the table. */
export function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}
