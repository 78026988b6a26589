import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A piece of a text that is YAML by itself: the whole of it, or the lines of one task. */
export interface Place {
  doc: Document;
  text: string;
  /** Where the piece begins in the whole text. */
  at: number;
  newline: string;
  /** The text that it is a piece of. */
  whole: string;
}

export type Range = readonly [number, number];

/** @returns null when the text is no YAML, or names a key twice */
export function parsePlace(text: string, at = 0, whole = text): Place | null {
  const doc = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const isRight = doc.errors.length === 0 && findDoubledKey(doc) === null;
  return isRight ? { doc, text, at, newline: newlineOf(whole), whole } : null;
}

function newlineOf(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** The first key that stands twice in its mapping, and where. */
export function findDoubledKey(doc: Document): { key: string; at: number } | null {
  let found: { key: string; at: number } | null = null;
  visit(doc, {
    Map: (_key, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = keyText(key);
        if (name !== null && seen.has(name)) {
          found = { key: name, at: rangeOf(key)?.[0] ?? 0 };
          return visit.BREAK;
        }
        if (name !== null) seen.add(name);
      }
      return undefined;
    },
  });
  return found;
}

/** Values that stand in several places of a document, or have a type of their own. */
export function hasSharedValues(doc: Document): boolean {
  let isFound = false;
  visit(doc, {
    Node: (_key, node) => {
      const hasAnchor = 'anchor' in node && node.anchor !== undefined;
      isFound = isAlias(node) || hasAnchor || (node.tag !== undefined && node.tag.startsWith('!'));
      return isFound ? visit.BREAK : undefined;
    },
  });
  return isFound;
}

export function keyText(key: unknown): string | null {
  return isScalar(key) ? String(key.value) : null;
}

export function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair.key) === key);
}

/** Where a node stands, without what follows it: null for one that was not read from a text. */
export function rangeOf(node: unknown): Range | null {
  if (!isNode(node) || node.range == null) return null;
  return [node.range[0], node.range[1]];
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isCollection(node) || isAlias(node);
}

/** From its key to the last character of its value, whatever blank lines a block text has after it. */
export function pairRange({ text }: Place, { key, value }: Pair): Range {
  const keyRange = rangeOf(key) ?? [0, 0];
  const [from] = keyRange;
  const valueRange = rangeOf(value);
  if (valueRange === null || valueRange[1] <= keyRange[1]) return [from, colonAfter(text, keyRange[1])];
  return [from, Math.max(trimEnd(text, valueRange[1]), colonAfter(text, keyRange[1]))];
}

/** Behind the colon of a key that ends at `end`. */
export function colonAfter(text: string, end: number): number {
  const at = text.indexOf(':', end);
  return at === -1 ? end : at + 1;
}

export function trimEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The end of the line, before its break. */
export function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  if (next === -1) return text.length;
  return next > at && text[next - 1] === '\r' ? next - 1 : next;
}

/** Where the next line begins. */
export function nextLine(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next === -1 ? text.length : next + 1;
}

/** Columns before a position, in characters; a byte order mark is none. */
export function columnOf(text: string, at: number): number {
  const start = lineStart(text, at);
  return at - start - (text.charCodeAt(start) === 0xfe_ff ? 1 : 0);
}

export { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq };
