import { isWord } from './char-sets.ts';
import { compilePattern, type Program } from './compile-pattern.ts';
import { parsePattern, type Assertion } from './parse-pattern.ts';

export { PatternError } from './pattern-text.ts';

/** A compiled pattern: whether it matches anywhere in a text. */
export type Matcher = (text: string) => boolean;

/**
 * A regular expression in Python's syntax whose search takes time in proportion to the text, whatever the pattern: all
 * ways to match are followed at once, character by character, and none is ever gone back to. What was found out
 * about a set of ways and a character is remembered (a lazily built deterministic automaton).
 * @throws PatternError
 */
export function compileLinearRegex(pattern: string): Matcher {
  const program = compilePattern(parsePattern(pattern));
  let automaton = new Automaton(program);
  return (text) => {
    if (automaton.isFull()) automaton = new Automaton(program);
    return automaton.matches(text);
  };
}

/** What stands before or after a place: of characters only what assertions ask about. */
interface Side {
  isEdge: boolean;
  isNewline: boolean;
  isWord: boolean;
}

const edge: Side = { isEdge: true, isNewline: false, isWord: false };
const newline = 10;
/** In place of a character: the end, and the newline that ends the text. */
const end = -1;
const lastNewline = -2;

/** The ways that are open after some text. */
interface State {
  /** Ascending places in the program. */
  threads: readonly number[];
  before: Side;
  /** By character; null once it has matched. */
  steps: Map<number, State | null>;
}

/** What is remembered, in units of some 100 bytes: a step, or ten threads of a state. */
const maxRemembered = 50_000;

class Automaton {
  readonly #program: Program;
  readonly #states = new Map<string, State>();
  readonly #first: State;
  #remembered = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#first = this.#stateOf([program.start], edge);
  }

  isFull(): boolean {
    return this.#remembered >= maxRemembered;
  }

  matches(text: string): boolean {
    let state: State | null = this.#first;
    for (let at = 0; at < text.length;) {
      const point: number = text.codePointAt(at) ?? 0;
      at += point > 0xffff ? 2 : 1;
      state = this.#step(state, point === newline && at === text.length ? lastNewline : point);
      if (state === null) return true;
    }
    return this.#step(state, end) === null;
  }

  #step(state: State, symbol: number): State | null {
    const known = state.steps.get(symbol);
    if (known !== undefined) return known;
    const next = this.#work(state, symbol);
    // A text that fills the memory by itself goes on without.
    if (!this.isFull()) {
      this.#remembered++;
      state.steps.set(symbol, next);
    }
    return next;
  }

  #work({ threads, before }: State, symbol: number): State | null {
    const point = symbol === lastNewline ? newline : symbol;
    const after = symbol === end ? edge : sideOf(point);
    const isTrue = (assertion: Assertion): boolean => holds(assertion, before, after, symbol === lastNewline);
    const { instructions, start } = this.#program;
    const open = [...threads];
    const seen = new Set(open);
    const add = (place: number): void => {
      if (seen.has(place)) return;
      seen.add(place);
      open.push(place);
    };
    const next = new Set([start]);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const instruction = instructions[place];
      if (instruction === undefined || instruction.kind === 'match') return null;
      if (instruction.kind === 'char') {
        if (symbol !== end && instruction.test(point)) next.add(instruction.next);
      } else if (instruction.kind === 'split') {
        add(instruction.next);
        add(instruction.other);
      } else if (isTrue(instruction.assertion)) add(instruction.next);
    }
    return this.#stateOf([...next], after);
  }

  #stateOf(places: readonly number[], before: Side): State {
    const threads = places.toSorted((a, b) => a - b);
    const key = `${threads.join()} ${before.isEdge} ${before.isNewline} ${before.isWord}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state = { threads, before, steps: new Map<number, State | null>() };
    if (!this.isFull()) {
      this.#remembered += threads.length / 10;
      this.#states.set(key, state);
    }
    return state;
  }
}

function sideOf(point: number): Side {
  return { isEdge: false, isNewline: point === newline, isWord: isWord(point) };
}

function holds(assertion: Assertion, before: Side, after: Side, isLastNewline: boolean): boolean {
  if (assertion === 'start') return before.isEdge;
  if (assertion === 'end') return after.isEdge;
  if (assertion === 'last') return after.isEdge || isLastNewline;
  if (assertion === 'line-start') return before.isEdge || before.isNewline;
  if (assertion === 'line-end') return after.isEdge || after.isNewline;
  return (before.isWord !== after.isWord) === (assertion === 'word-edge');
}
