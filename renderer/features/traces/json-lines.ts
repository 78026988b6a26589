/** A piece of a line of JSON, with what it is. */
export type JsonToken = { readonly kind: 'key' | 'string' | 'number' | 'mark'; readonly text: string };
export type JsonLine = { readonly depth: number; readonly tokens: readonly JsonToken[] };

/**
 * A value as lines of JSON for reading, at most `limit` of them, and how many there would be. Small lists of plain
 * values stay on one line.
 */
export function toJsonLines(value: unknown, limit: number): { lines: readonly JsonLine[]; count: number } {
  const lines: JsonLine[] = [];
  let count = 0;
  const add = (depth: number, tokens: readonly JsonToken[]): void => {
    count += 1;
    if (lines.length < limit) lines.push({ depth, tokens });
  };
  addValue(value, 0, [], [], add);
  return { lines, count };
}

type Add = (depth: number, tokens: readonly JsonToken[]) => void;
type Tokens = readonly JsonToken[];

const mark = (text: string): JsonToken => ({ kind: 'mark', text });

function addValue(value: unknown, depth: number, before: Tokens, after: Tokens, add: Add): void {
  const flat = flatTokens(value);
  if (flat !== null) return add(depth, [...before, ...flat, ...after]);
  const entries: [string | null, unknown][] = Array.isArray(value)
    ? value.map((item: unknown) => [null, item])
    : Object.entries(value as object);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  add(depth, [...before, mark(open)]);
  entries.forEach(([key, item], index) => {
    const name: Tokens = key === null ? [] : [{ kind: 'key', text: JSON.stringify(key) }, mark(': ')];
    addValue(item, depth + 1, name, index < entries.length - 1 ? [mark(',')] : [], add);
  });
  add(depth, [mark(close), ...after]);
}

const flatItems = 12;
const flatCharacters = 60;

/** What fits on one line: plain values, empty ones, and short lists of numbers or words; null for anything else. */
function flatTokens(value: unknown): Tokens | null {
  if (typeof value !== 'object' || value === null) return [plainToken(value)];
  if (!Array.isArray(value)) return Object.keys(value).length === 0 ? [mark('{}')] : null;
  if (value.length > flatItems || value.some((item) => typeof item === 'object' && item !== null))
    return null;
  const items = value.map(plainToken);
  if (items.reduce((sum, { text }) => sum + text.length + 2, 0) > flatCharacters) return null;
  return [
    mark('['),
    ...items.flatMap((item, index) => (index === 0 ? [item] : [mark(', '), item])),
    mark(']'),
  ];
}

function plainToken(value: unknown): JsonToken {
  if (typeof value === 'string') return { kind: 'string', text: JSON.stringify(value) };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  return { kind: 'number', text: JSON.stringify(value) };
}
