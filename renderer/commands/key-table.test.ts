import { expect, it } from 'vitest';
import { keyTable } from './key-table.ts';

/** The sources of the window as they stand, without tests. */
const sources = Object.entries(
  import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);

const named = /^(Enter|Escape|Delete|Backspace|Home|End|PageUp|PageDown|F2|F7|F8|Arrow(Up|Down|Left|Right))$/;
const isKey = (text: string): boolean => text.length === 1 || named.test(text) || text.includes('+');

/** What a source does on a key: comparisons, tables by key, keys of rows, and shortcuts by their name. */
function keysOf(source: string): readonly string[] {
  const isAboutKeys =
    /onKeyDown|'keydown'|KeyboardEvent|rowKeys|useRowKeys|useLetterCommands|isShortcut\(/.test(source);
  if (!isAboutKeys) return [];
  const patterns = [
    /\bkey [!=]== '([^']+)'/g,
    /\bletter: '([\w/])'/g,
    /isShortcut\([^)]*?'([^']+)'/g,
    // Tables by key: `n: onNew`, `'/': onFilter`, `ArrowUp: index - 1`.
    /(?:[{,]|^)\s*'?([\w/+=?.,-]|[A-Z][A-Za-z0-9]+)'?: /gm,
  ];
  // `search={{ v: version }}` is a part of an address, `y: area.top` a place in a drawing.
  const lines = source
    .split('\n')
    .map((line) => line.replace(/\bx: [^,]+, y: /, ''))
    .filter((line) => !/search|\by: (area|event)\.|^\s*y: /.test(line));
  return patterns
    .flatMap((pattern) => [...lines.join('\n').matchAll(pattern)].map((match) => match[1] ?? ''))
    .filter(isKey);
}

it('every key that a source of the window acts on stands in the sheet of shortcuts', () => {
  const told = new Set(keyTable.flatMap(({ lines }) => lines.flatMap(({ keys }) => keys)));
  // Shift and a letter is the letter, written large.
  told.add('X');
  const found = sources.flatMap(([file, source]) => keysOf(source).map((key) => ({ file, key })));
  expect(found.filter(({ key }) => !told.has(key))).toEqual([]);
  // The patterns see what there is: lists, rows of runs, chips of a comparison, charts, models and sheets.
  const seen = new Set(found.map(({ key }) => key));
  const known = [
    'j',
    'k',
    'x',
    'n',
    '/',
    'c',
    'b',
    'p',
    'e',
    'h',
    '+',
    '0',
    'Delete',
    'mod+Enter',
    'mod+shift+R',
  ];
  expect(known.filter((key) => !seen.has(key))).toEqual([]);
});

it('nothing stands in the sheet that no source acts on', () => {
  const found = new Set(sources.flatMap(([, source]) => keysOf(source)));
  const told = keyTable.flatMap(({ lines }) => lines.flatMap(({ keys }) => keys));
  const bare = told.map((key) => key.replace(/^(shift|alt)\+/, ''));
  expect(bare.filter((key) => !found.has(key))).toEqual([]);
});
