import { syntaxError, type Span } from './syntax-error.ts';

/**
 * `key` is a name, with or without an entity before its first dot; `string` a text in quotes (in double quotes it may
 * turn out to be a key); `symbol` an operator or punctuation.
 */
export type Token = Span &
  (
    | { kind: 'key'; entity: string | null; key: string; isQuoted: boolean }
    | { kind: 'string'; value: string; quote: "'" | '"' }
    | { kind: 'number'; value: number }
    | { kind: 'symbol'; symbol: string }
    | { kind: 'end' }
  );

/** Reads the token at or after an offset. Nothing is read ahead, so hostile text costs only what is looked at. */
export function readToken(text: string, from: number): Token {
  const position = skipSpace(text, from);
  const character = text[position];
  if (character === undefined) return { kind: 'end', position: text.length, length: 0 };
  if (character === "'" || character === '"') return readString(text, position, character);
  if (character === '`') return readBareQuotedKey(text, position);
  const number = matchAt(numberPattern, text, position);
  if (number !== null) return { kind: 'number', value: Number(number), position, length: number.length };
  const word = matchAt(wordPattern, text, position);
  if (word !== null) return readKey(text, position, word);
  const symbol = matchAt(symbolPattern, text, position);
  if (symbol !== null) return { kind: 'symbol', symbol, position, length: symbol.length };
  throw unknownCharacter(text, position);
}

const spacePattern = /\s*/y;
const numberPattern = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const wordPattern = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;
const symbolPattern = /<=|>=|!=|<>|==|[=<>(),]/y;
/** What a person most likely means as one name when an unquoted key is followed by something odd. */
const looseNamePattern = /[^\s=<>!(),'"`]*/y;

function skipSpace(text: string, from: number): number {
  return from + (matchAt(spacePattern, text, from) ?? '').length;
}

function matchAt(pattern: RegExp, text: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? null;
}

function readKey(text: string, position: number, word: string): Token {
  let end = position + word.length;
  if (text[end] !== '.')
    return { kind: 'key', entity: null, key: word, isQuoted: false, position, length: word.length };
  const quote = text[end + 1];
  if (quote === '`' || quote === '"') {
    const { value, next } = readQuoted(text, end + 1, quote);
    return { kind: 'key', entity: word, key: value, isQuoted: true, position, length: next - position };
  }
  const start = end + 1;
  while (text[end] === '.') {
    const part = matchAt(wordPattern, text, end + 1);
    if (part === null) throw keyExpected(text, position, end + 1);
    end += 1 + part.length;
  }
  return {
    kind: 'key',
    entity: word,
    key: text.slice(start, end),
    isQuoted: false,
    position,
    length: end - position,
  };
}

function readBareQuotedKey(text: string, position: number): Token {
  const { value, next } = readQuoted(text, position, '`');
  return { kind: 'key', entity: null, key: value, isQuoted: true, position, length: next - position };
}

function readString(text: string, position: number, quote: "'" | '"'): Token {
  const { value, next } = readQuoted(text, position, quote);
  return { kind: 'string', value, quote, position, length: next - position };
}

/** A quote inside is written twice; there is no other escape. */
function readQuoted(text: string, position: number, quote: string): { value: string; next: number } {
  let end = text.indexOf(quote, position + 1);
  while (end !== -1 && text[end + 1] === quote) end = text.indexOf(quote, end + 2);
  if (end === -1) {
    throw syntaxError(
      text,
      { position, length: text.length - position },
      'unterminated_string',
      `a closing ${quote}`,
      `Add ${quote} at the end of the value; a ${quote} inside it is written twice.`,
    );
  }
  return { value: text.slice(position + 1, end).replaceAll(quote + quote, quote), next: end + 1 };
}

function keyExpected(text: string, position: number, at: number): Error {
  const span = { position: at, length: at < text.length ? 1 : 0 };
  const problem = at < text.length ? 'unexpected_token' : 'unexpected_end';
  return syntaxError(text, span, problem, 'the name of a key after the dot', quoteHint(text, position));
}

function unknownCharacter(text: string, position: number): Error {
  const length = String.fromCodePoint(text.codePointAt(position) ?? 0).length;
  const nameStart = startOfName(text, position);
  const hint = nameStart < position ? quoteHint(text, nameStart) : '';
  return syntaxError(
    text,
    { position, length },
    'unknown_character',
    'a key, a value, an operator or a parenthesis',
    hint,
  );
}

/** Where the run of name-like characters before `position` begins, looking back a little only. */
function startOfName(text: string, position: number): number {
  let start = position;
  while (start > 0 && position - start < 300 && /[\p{L}\p{N}_.]/u.test(text[start - 1] ?? '')) start--;
  return start;
}

/** "Write metrics.`val-loss`", for a dotted name at `position` that needs quotes; empty when there is no dot. */
export function quoteHint(text: string, position: number): string {
  const name = matchAt(looseNamePattern, text.slice(position, position + 300), 0) ?? '';
  const dot = name.indexOf('.');
  if (dot < 1 || dot === name.length - 1)
    return 'A key with spaces or signs goes in backticks: metrics.`my key`.';
  return `Write ${name.slice(0, dot)}.\`${name.slice(dot + 1)}\`: a key with spaces or signs goes in backticks.`;
}
