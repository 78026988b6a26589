import type { CharTest } from './char-sets.ts';
import type { Assertion, PatternNode, RepeatNode } from './parse-pattern.ts';
import { PatternError } from './pattern-text.ts';

/** One instruction of a nondeterministic automaton; `next` and `other` are places in the program. */
export type Instruction =
  | { kind: 'char'; test: CharTest; next: number }
  | { kind: 'assert'; assertion: Assertion; next: number }
  | { kind: 'split'; next: number; other: number }
  | { kind: 'match' };

export interface Program {
  instructions: readonly Instruction[];
  start: number;
}

/** Each character of a text costs at most one look at each instruction. */
const maxInstructions = 500;

/** Thompson's construction, from the end to the start. @throws PatternError for what is too large */
export function compilePattern(node: PatternNode): Program {
  const instructions: Instruction[] = [{ kind: 'match' }];
  const emit = (instruction: Instruction): number => {
    if (instructions.length >= maxInstructions)
      throw new PatternError(`it has more than ${maxInstructions} parts, repeats written out`);
    return instructions.push(instruction) - 1;
  };
  /** Where to begin so that `each` is read and then `next`. */
  const build = (each: PatternNode, next: number): number => {
    if (each.kind === 'char') return emit({ kind: 'char', test: each.test, next });
    if (each.kind === 'assert') return emit({ kind: 'assert', assertion: each.assertion, next });
    if (each.kind === 'repeat') return buildRepeat(each, next);
    if (each.kind === 'sequence') return each.items.reduceRight((after, item) => build(item, after), next);
    const starts = each.items.map((item) => build(item, next));
    return starts.reduceRight((other, start) => emit({ kind: 'split', next: start, other }));
  };
  const buildRepeat = ({ item, min, max }: RepeatNode, next: number): number => {
    let start = next;
    if (max === null) start = buildLoop(item, next);
    else
      for (let i = min; i < max; i++) start = emit({ kind: 'split', next: build(item, start), other: next });
    for (let i = 0; i < min; i++) {
      const before = build(item, start);
      // Nothing, however often it is repeated.
      if (before === start) break;
      start = before;
    }
    return start;
  };
  const buildLoop = (item: PatternNode, next: number): number => {
    const split = { kind: 'split' as const, next, other: next };
    const place = emit(split);
    split.next = build(item, place);
    return place;
  };
  const start = build(node, 0);
  return { instructions, start };
}
