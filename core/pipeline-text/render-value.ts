import { Document, isCollection, Scalar, visit } from 'yaml';

/** Longest line that a list or a mapping is written on in one go. */
const widest = 88;

const options = { lineWidth: 0, flowCollectionPadding: true, blockQuote: 'literal' as const };

/** A value in one line: lists as `[a, b]`, mappings as `{ a: 1 }`. */
export function renderInline(value: unknown, quote?: Scalar.Type): string {
  const doc = new Document({ value }, { version: '1.2' });
  visit(doc, {
    Collection: (key, node) => {
      if (key !== null && node !== doc.contents) node.flow = true;
    },
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string') return;
      if (quote !== undefined) node.type = quote;
      else if (node.value.includes('\n')) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // Short lists have no inner padding: [a, b], as people write them.
  const text = doc.toString(options).slice('value:'.length).trim();
  return text.startsWith('[') ? text.replace(/^\[ (.*) \]$/s, '[$1]') : text;
}

/** A text as one scalar, in the manner of the one that it takes the place of. */
export function renderScalar(value: unknown, like: Scalar | null): string {
  const isQuoted = like?.type === Scalar.QUOTE_DOUBLE || like?.type === Scalar.QUOTE_SINGLE;
  return renderInline(value, typeof value === 'string' && isQuoted ? (like.type ?? undefined) : undefined);
}

export function renderKey(key: string): string {
  return new Document({ [key]: null })
    .toString({ ...options, nullStr: '' })
    .trimEnd()
    .replace(/:$/, '');
}

/**
 * `key: value`, in lines that begin in the column `indent` (the first one does not say its indent). Short values and lists
 * stand in the line of the key; each key of a mapping has a line, so that what is added later is one line more.
 */
export function renderPair(
  key: string,
  value: unknown,
  { indent, newline }: { indent: number; newline: string },
): string {
  const inline = renderInline(value);
  const head = renderKey(key);
  const isShort = !hasLongText(value) && indent + head.length + 2 + inline.length <= widest;
  const isOpen = isFilled(value) && !Array.isArray(value);
  if (isShort && !isOpen) return `${head}: ${inline}`;
  if (!isFilled(value)) return reindent(blockLines({ [key]: value }), indent, newline);
  if (Array.isArray(value)) {
    const items = value.map((item) => renderItem(item, { indent: indent + 2, newline }));
    return [`${head}:`, ...items.map((item) => ' '.repeat(indent + 2) + item)].join(newline);
  }
  const pairs = Object.entries(value).map(([name, inner]) =>
    renderPair(name, inner, { indent: indent + 2, newline }),
  );
  return [`${head}:`, ...pairs.map((pair) => ' '.repeat(indent + 2) + pair)].join(newline);
}

/** `- value`, in lines that begin in the column `indent`. */
export function renderItem(value: unknown, { indent, newline }: { indent: number; newline: string }): string {
  const inline = renderInline(value);
  if (!hasLongText(value) && indent + 2 + inline.length <= widest) return `- ${inline}`;
  return reindent(blockLines([value]), indent, newline);
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function hasLongText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\n');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLongText);
}

function blockLines(value: unknown): string[] {
  const doc = new Document(value, { version: '1.2' });
  visit(doc, {
    Collection: (_key, node) => {
      if (isCollection(node) && node.items.length === 0) node.flow = true;
    },
  });
  return doc.toString(options).trimEnd().split('\n');
}

function reindent(lines: readonly string[], indent: number, newline: string): string {
  return lines.map((line, at) => (at === 0 || line === '' ? line : ' '.repeat(indent) + line)).join(newline);
}
