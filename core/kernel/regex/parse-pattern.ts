import { anyCase, classTest, type CharTest } from './char-sets.ts';
import { PatternError, PatternText } from './pattern-text.ts';

/** What is true of a place between two characters. */
export type Assertion = 'start' | 'end' | 'last' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

/** A pattern as a tree. A repeat without `max` goes on for ever. */
export type PatternNode =
  | { kind: 'char'; test: CharTest }
  | { kind: 'assert'; assertion: Assertion }
  | { kind: 'sequence' | 'choice'; items: readonly PatternNode[] }
  | RepeatNode;

export interface RepeatNode {
  kind: 'repeat';
  item: PatternNode;
  min: number;
  max: number | null;
}

interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
  multiline: boolean;
  ascii: boolean;
}

/**
 * Reads a regular expression as Python's `re` does, except for what no search in linear time can have: references to
 * groups, and looking ahead or behind. Groups do not capture, and lazy is as greedy: only whether something matches
 * is asked.
 * @throws PatternError
 */
export function parsePattern(pattern: string): PatternNode {
  const text = new PatternText(pattern);
  const flags: Flags = { ignoreCase: false, dotAll: false, multiline: false, ascii: false };
  const node = readChoice(text, flags);
  if (!text.isAtEnd()) throw new PatternError('a ) closes nothing');
  return node;
}

function readChoice(text: PatternText, flags: Flags): PatternNode {
  const items = [readSequence(text, flags)];
  while (text.take('|')) items.push(readSequence(text, flags));
  const [first] = items;
  return first !== undefined && items.length === 1 ? first : { kind: 'choice', items };
}

function readSequence(text: PatternText, flags: Flags): PatternNode {
  const items: PatternNode[] = [];
  while (!text.isAtEnd() && !text.isNext('|') && !text.isNext(')')) {
    const atom = readAtom(text, flags);
    items.push(atom === null ? empty : readRepeat(text, atom));
  }
  return { kind: 'sequence', items };
}

const empty: PatternNode = { kind: 'sequence', items: [] };

function readRepeat(text: PatternText, item: PatternNode): PatternNode {
  const bounds = text.takeBounds();
  if (bounds === null) return item;
  if (text.take('+')) throw new PatternError('a possessive repeat (such as a*+) is not supported');
  // Lazy: as greedy for whether there is a match.
  text.take('?');
  if (text.takeBounds() !== null) throw new PatternError('a repeat is repeated: put a group around it');
  return { kind: 'repeat', item, ...bounds };
}

/** Null for what stands for nothing: flags and comments. */
function readAtom(text: PatternText, flags: Flags): PatternNode | null {
  if (text.takeBounds() !== null) throw new PatternError('there is nothing to repeat');
  const letter = text.next();
  if (letter === '(') return readGroup(text, flags);
  if (letter === '[') return { kind: 'char', test: readSet(text, flags) };
  if (letter === '\\') return readEscape(text, flags);
  if (letter === '.') return { kind: 'char', test: flags.dotAll ? anything : anythingInLine };
  if (letter === '^') return { kind: 'assert', assertion: flags.multiline ? 'line-start' : 'start' };
  if (letter === '$') return { kind: 'assert', assertion: flags.multiline ? 'line-end' : 'last' };
  return literal(letter, flags);
}

const newline = 10;
const anything: CharTest = () => true;
const anythingInLine: CharTest = (point) => point !== newline;

function char(test: CharTest, { ignoreCase }: Flags): PatternNode {
  return { kind: 'char', test: ignoreCase ? anyCase(test) : test };
}

function literal(letter: string, flags: Flags): PatternNode {
  const wanted = letter.codePointAt(0);
  return char((point) => point === wanted, flags);
}

function readGroup(text: PatternText, flags: Flags): PatternNode | null {
  if (!text.take('?')) return closeGroup(text, readChoice(text, { ...flags }));
  if (text.take('#')) {
    while (!text.take(')')) text.next();
    return null;
  }
  if (text.take(':')) return closeGroup(text, readChoice(text, { ...flags }));
  if (text.take('P<')) {
    while (!text.take('>')) text.next();
    return closeGroup(text, readChoice(text, { ...flags }));
  }
  return readFlags(text, flags);
}

function closeGroup(text: PatternText, node: PatternNode): PatternNode {
  if (!text.take(')')) throw new PatternError('a ( is not closed');
  return node;
}

/** `(?i)` is for the whole pattern and stands at its start, `(?i:...)` for a group. */
function readFlags(text: PatternText, flags: Flags): PatternNode | null {
  const isFirst = text.position === 2;
  const changed = { ...flags };
  let isOn = true;
  for (;;) {
    const letter = text.next();
    if (letter === ':') return closeGroup(text, readChoice(text, changed));
    if (letter === ')' && isFirst) {
      Object.assign(flags, changed);
      return null;
    }
    if (letter === '-' && isOn) isOn = false;
    else setFlag(changed, letter, isOn);
  }
}

function setFlag(flags: Flags, letter: string, isOn: boolean): void {
  if (letter === 'i') flags.ignoreCase = isOn;
  else if (letter === 's') flags.dotAll = isOn;
  else if (letter === 'm') flags.multiline = isOn;
  else if (letter === 'a') flags.ascii = isOn;
  else if (letter !== 'u') {
    throw new PatternError(
      'a group that begins with (? may be (?:...), (?P<name>...) or one with the flags a, i, m and s; looking ahead or behind and references are not supported',
    );
  }
}

const assertions: Readonly<Record<string, Assertion>> = {
  A: 'start',
  Z: 'end',
  b: 'word-edge',
  B: 'no-word-edge',
};

function readEscape(text: PatternText, flags: Flags): PatternNode {
  const letter = text.next();
  const assertion = assertions[letter];
  if (assertion !== undefined) return { kind: 'assert', assertion };
  if (/[dwsDWS]/.test(letter)) return { kind: 'char', test: classTest(letter, flags.ascii) };
  if (/[1-9]/.test(letter)) throw new PatternError('a reference to a group is not supported');
  return literal(text.escaped(letter), flags);
}

/** After `[`. */
function readSet(text: PatternText, flags: Flags): CharTest {
  const isNegated = text.take('^');
  const tests: CharTest[] = [];
  for (let isFirst = true; isFirst || !text.isNext(']'); isFirst = false)
    tests.push(readSetItem(text, flags));
  text.next();
  const isOne: CharTest = (point) => tests.some((test) => test(point));
  const isIn = flags.ignoreCase ? anyCase(isOne) : isOne;
  return isNegated ? (point) => !isIn(point) : isIn;
}

function readSetItem(text: PatternText, flags: Flags): CharTest {
  const from = readSetLetter(text, flags);
  if (typeof from !== 'string' || !text.isNext('-') || text.isNext('-]')) return testOf(from);
  text.next();
  const to = readSetLetter(text, flags);
  const [low, high] = [pointOf(from), typeof to === 'string' ? pointOf(to) : -1];
  if (high < low) throw new PatternError('a range in [...] goes from the lower character to the higher');
  return (point) => point >= low && point <= high;
}

function readSetLetter(text: PatternText, flags: Flags): string | CharTest {
  const letter = text.next();
  if (letter !== '\\') return letter;
  const escape = text.next();
  if (/[dwsDWS]/.test(escape)) return classTest(escape, flags.ascii);
  return escape === 'b' ? '\b' : text.escaped(escape);
}

function testOf(item: string | CharTest): CharTest {
  if (typeof item !== 'string') return item;
  const wanted = pointOf(item);
  return (point) => point === wanted;
}

function pointOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
