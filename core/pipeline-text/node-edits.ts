import type { TextSplice } from '#contract/pipeline-editing.ts';
import { renderInline, renderItem, renderKey, renderPair, renderScalar } from './render-value.ts';
import { EditRefused } from './types.ts';
import {
  colonAfter,
  columnOf,
  findPair,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  keyText,
  lineEnd,
  lineStart,
  nextLine,
  pairRange,
  rangeOf,
  trimEnd,
  type Pair,
  type Place,
  type Range,
  type YAMLMap,
  type YAMLSeq,
} from './yaml-place.ts';

/* One change of one node, as a splice of the piece of text that it stands in. */

export type Path = readonly (string | number)[];

/** Keys in the order in which people write them: a new one goes behind the last of those before it. */
const taskKeys = [
  'type',
  'description',
  'group',
  'needs',
  'trigger_rule',
  'map',
  'setup',
  'teardown',
  'with',
];
const topKeys = [
  'version',
  'name',
  'description',
  'params',
  'schedule',
  'triggers',
  'max_active_runs',
  'python',
  'pools',
  'env',
  'defaults',
];

interface Found {
  node: unknown;
  /** The pair or the list that it stands in. */
  pair: Pair | null;
  holder: unknown;
}

/** Gives what a path names a value; what the path leads through is made. */
export function planSet(place: Place, path: Path, value: unknown, after?: string): TextSplice[] {
  let { node, pair, holder }: Found = { node: place.doc.contents, pair: null, holder: null };
  for (const [at, part] of path.entries()) {
    if (isAlias(node)) throw shared(path);
    const rest = path.slice(at + 1);
    holder = node;
    if (isMap(node)) {
      const found = findPair(node, String(part));
      if (found === undefined)
        return insertPair(place, node, { key: String(part), value: nest(rest, value), after });
      pair = found;
      node = found.value;
    } else if (isSeq(node) && typeof part === 'number') {
      pair = null;
      if (part >= node.items.length) return planInsertItem(place, path.slice(0, at), part, nest(rest, value));
      node = node.items[part];
    } else {
      return replaceValue(place, { node, pair, holder }, nest(path.slice(at), value));
    }
  }
  if (isAlias(node)) throw shared(path);
  return replaceValue(place, { node, pair, holder }, value);
}

/** Puts a task as it was written behind the others. */
export function planInsertTask(
  place: Place,
  path: Path,
  { value, lines }: { value: unknown; lines: string },
): TextSplice[] {
  const { holder } = findHolder(place, path);
  if (!isMap(holder) || holder.flow === true || holder.items.length === 0) return planSet(place, path, value);
  const { text, newline } = place;
  const indent = ' '.repeat(columnOf(text, rangeOf(holder.items[0]?.key)?.[0] ?? 0));
  const last = holder.items.at(-1);
  const end = lineEnd(text, last === undefined ? 0 : pairRange(place, last)[1]);
  const gap = isSpaced(place, holder) ? newline : '';
  const written = lines.split('\n').map((line) => (line === '' ? '' : indent + line));
  return replace(place, [end, end], newline + gap + written.join(newline));
}

/** Makes `tasks` of a file that has none, in lines of its own. */
export function planFirstTask(place: Place, id: string, value: unknown): TextSplice[] {
  const { doc, newline, text } = place;
  const root = doc.contents;
  if (!isMap(root) || root.flow === true || root.items.length === 0)
    return planSet(place, ['tasks', id], value);
  const lines = `tasks:${newline}  ${renderPair(id, value, { indent: 2, newline })}`;
  const pair = findPair(root, 'tasks');
  if (pair !== undefined) return replace(place, pairRange(place, pair), lines);
  const end = lineEnd(text, pairRange(place, root.items.at(-1) ?? (root.items[0] as Pair))[1]);
  return replace(place, [end, end], newline + lines);
}

/** Takes out what a path names; its holder has to keep something. */
export function planUnset(place: Place, path: Path): TextSplice[] {
  const { holder, part } = findHolder(place, path);
  if (isMap(holder)) {
    const at = holder.items.findIndex(({ key }) => keyText(key) === String(part));
    return at === -1 ? [] : removePair(place, holder, at);
  }
  return isSeq(holder) && typeof part === 'number' ? removeItem(place, holder, part) : [];
}

export function planRenameKey(place: Place, path: Path, to: string): TextSplice[] {
  const { holder, part } = findHolder(place, path);
  const range = isMap(holder) ? rangeOf(findPair(holder, String(part))?.key) : null;
  return range === null ? [] : replace(place, range, renderKey(to));
}

/** Puts an item into a list, before the one that is there. */
export function planInsertItem(place: Place, path: Path, index: number, value: unknown): TextSplice[] {
  const { holder } = findHolder(place, [...path, index]);
  if (!isSeq(holder))
    throw new EditRefused('not_found', path.join('.'), `There is no list ${path.join('.')}.`);
  return insertItem(place, holder, Math.min(index, holder.items.length), value);
}

export function findHolder({ doc }: Place, path: Path): { holder: unknown; part: string | number } {
  let node: unknown = doc.contents;
  for (const part of path.slice(0, -1)) {
    if (isMap(node)) node = findPair(node, String(part))?.value;
    else node = isSeq(node) && typeof part === 'number' ? node.items[part] : undefined;
  }
  if (isAlias(node)) throw shared(path);
  return { holder: node, part: path.at(-1) ?? '' };
}

function shared(path: Path): EditRefused {
  const subject = path.join('.');
  return new EditRefused(
    'shared_value',
    subject,
    `${subject} is an alias: its value stands elsewhere in the file, maybe for other tasks too. Change it in the text.`,
  );
}

function nest(path: Path, value: unknown): unknown {
  return path.reduceRight(
    (inner: unknown, part) => (typeof part === 'number' ? [inner] : { [part]: inner }),
    value,
  );
}

export function replace({ text, at }: Place, [from, to]: Range, insert: string): TextSplice[] {
  return [{ at: at + from, remove: text.slice(from, to), insert }];
}

function replaceValue(place: Place, found: Found, value: unknown): TextSplice[] {
  const { node, pair, holder } = found;
  const range = rangeOf(node);
  const isWritten = range !== null && range[1] > range[0];
  if (isWritten && isScalar(node) && staysOneLine(place, range, found, value))
    return replace(place, range, renderScalar(value, node));
  const isInline = isFlow(holder) || isFlow(node) || pair === null;
  if (isWritten && isInline) return replace(place, range, renderInline(value));
  return pair === null ? [] : rewritePair(place, pair, value, isFlow(holder));
}

/** A text of several lines is written as a block where there is room for one. */
function staysOneLine({ text }: Place, range: Range, { pair, holder }: Found, value: unknown): boolean {
  if (/^[|>]/.test(text.slice(...range)) || (typeof value === 'object' && value !== null)) return false;
  const isLong = typeof value === 'string' && value.includes('\n');
  return !isLong || pair === null || isFlow(holder);
}

function isFlow(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** Writes all that stands behind the key anew. */
function rewritePair(place: Place, pair: Pair, value: unknown, isInline: boolean): TextSplice[] {
  const { text, newline } = place;
  const key = rangeOf(pair.key) ?? [0, 0];
  const [, to] = pairRange(place, pair);
  const from = colonAfter(text, key[1]);
  if (isInline) return replace(place, [from, Math.max(from, to)], ` ${renderInline(value)}`);
  const rendered = renderPair(keyText(pair.key) ?? '', value, { indent: columnOf(text, key[0]), newline });
  const insert = rendered.slice(renderKey(keyText(pair.key) ?? '').length + 1);
  return replace(place, [from, Math.max(from, to)], insert);
}

interface NewPair {
  key: string;
  value: unknown;
  after?: string | undefined;
}

function insertPair(place: Place, map: YAMLMap, { key, value, after }: NewPair): TextSplice[] {
  if (map.flow === true)
    return insertIntoFlow(
      place,
      map,
      map.items.map((pair) => flowPairEnd(place, pair)),
      `${renderKey(key)}: ${renderInline(value)}`,
    );
  const { text, newline } = place;
  const before = anchorOf(map, key, after);
  const indent = columnOf(text, rangeOf(map.items[0]?.key)?.[0] ?? 0);
  const isTask = isMap(before.value) && findPair(before.value, 'type') !== undefined;
  const lines = ' '.repeat(indent) + renderPair(key, value, { indent, newline });
  const end = lineEnd(text, pairRange(place, before)[1]);
  const gap = isTask && isSpaced(place, map) ? newline : '';
  return replace(place, [end, end], newline + gap + lines);
}

function anchorOf(map: YAMLMap, key: string, after: string | undefined): Pair {
  const named = after === undefined ? undefined : findPair(map, after);
  const last = map.items.at(-1);
  if (last === undefined) throw new Error('a block mapping has no keys');
  if (named !== undefined) return named;
  const names = map.items.map((pair) => keyText(pair.key) ?? '');
  const order = names.includes('type') ? taskKeys : names.includes('version') ? topKeys : [];
  const place = order.indexOf(key);
  if (place === -1) return last;
  return (
    map.items.findLast((pair) => {
      const other = order.indexOf(keyText(pair.key) ?? '');
      return other !== -1 && other < place;
    }) ?? last
  );
}

/** Whether there is a blank line between the tasks of a file. */
function isSpaced({ text }: Place, map: YAMLMap): boolean {
  const second = rangeOf(map.items[1]?.key);
  if (second === null) return /\n[ \t]*\r?\n\s*$/.test(text);
  const start = lineStart(text, second[0]);
  return /\n[ \t]*\r?\n$/.test(text.slice(0, start));
}

export function flowPairEnd(place: Place, pair: Pair): Range {
  const key = rangeOf(pair.key) ?? [0, 0];
  const value = rangeOf(pair.value);
  return [key[0], value === null || value[1] <= key[1] ? key[1] : pairRange(place, pair)[1]];
}

function insertIntoFlow(
  place: Place,
  node: YAMLMap | YAMLSeq,
  items: readonly Range[],
  rendered: string,
  index = items.length,
): TextSplice[] {
  const range = rangeOf(node);
  if (range === null) return [];
  const [from, to] = range;
  const previous = items[index - 1];
  const next = items[index];
  if (previous !== undefined) return replace(place, [previous[1], previous[1]], `, ${rendered}`);
  if (next !== undefined) return replace(place, [next[0], next[0]], `${rendered}, `);
  const isMapping = isMap(node);
  return replace(place, [from + 1, to - 1], isMapping ? ` ${rendered} ` : rendered);
}

function insertItem(place: Place, seq: YAMLSeq, index: number, value: unknown): TextSplice[] {
  const { text, newline } = place;
  const ranges = seq.items.map((item): Range => rangeOf(item) ?? [0, 0]);
  if (seq.flow === true) return insertIntoFlow(place, seq, ranges, renderInline(value), index);
  const first = dashBefore(text, ranges[0]?.[0] ?? 0);
  const indent = columnOf(text, first);
  const rendered = renderItem(value, { indent, newline });
  const previous = ranges[index - 1];
  if (previous === undefined) return replace(place, [first, first], rendered + newline + ' '.repeat(indent));
  const end = lineEnd(text, trimEnd(text, Math.max(previous[1], previous[0])));
  return replace(place, [end, end], newline + ' '.repeat(indent) + rendered);
}

function dashBefore(text: string, at: number): number {
  return text.lastIndexOf('-', Math.max(0, at - 1));
}

function removePair(place: Place, map: YAMLMap, at: number): TextSplice[] {
  const pair = map.items[at];
  if (pair === undefined) return [];
  if (map.flow === true)
    return removeFromFlow(
      place,
      map,
      map.items.map((one) => flowPairEnd(place, one)),
      at,
    );
  const [from, to] = pairRange(place, pair);
  const next = rangeOf(map.items[at + 1]?.key);
  // The first key of a mapping in a list stands in the line of the dash.
  const isBehindDash = place.text.slice(lineStart(place.text, from), from).trim() !== '';
  if (isBehindDash && next !== null) return replace(place, [from, next[0]], '');
  return removeLines(place, from, to);
}

function removeItem(place: Place, seq: YAMLSeq, at: number): TextSplice[] {
  const ranges = seq.items.map((item): Range => rangeOf(item) ?? [0, 0]);
  const range = ranges[at];
  if (range === undefined) return [];
  if (seq.flow === true) return removeFromFlow(place, seq, ranges, at);
  return removeLines(place, dashBefore(place.text, range[0]), trimEnd(place.text, range[1]));
}

function removeFromFlow(
  place: Place,
  node: YAMLMap | YAMLSeq,
  items: readonly Range[],
  at: number,
): TextSplice[] {
  const range = rangeOf(node);
  const own = items[at];
  if (range === null || own === undefined) return [];
  const previous = items[at - 1];
  const next = items[at + 1];
  if (previous !== undefined) return replace(place, [previous[1], own[1]], '');
  if (next !== undefined) return replace(place, [own[0], next[0]], '');
  return replace(place, [range[0] + 1, range[1] - 1], '');
}

/** Whole lines, with the break after them; the break before them where the text ends there. */
function removeLines(place: Place, from: number, to: number): TextSplice[] {
  const { text } = place;
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  const isLast = end === text.length && !text.endsWith('\n');
  const begin = isLast && start > 0 ? lineEnd(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0)) : start;
  return isLast ? replace(place, [begin, end], '') : removeWithGap(place, begin, end);
}

/** Of two blank lines that would meet, one goes. */
function removeWithGap(place: Place, begin: number, end: number): TextSplice[] {
  const { whole, at } = place;
  const above = /\n(\r?\n)$/.exec(whole.slice(Math.max(0, at + begin - 4), at + begin))?.[1];
  const below = /^\r?\n/.exec(whole.slice(at + end, at + end + 2))?.[0];
  if (above === undefined || (below === undefined && at + end < whole.length))
    return replace(place, [begin, end], '');
  if (below !== undefined && end + below.length <= place.text.length)
    return replace(place, [begin, end + below.length], '');
  return begin >= above.length
    ? replace(place, [begin - above.length, end], '')
    : replace(place, [begin, end], '');
}
