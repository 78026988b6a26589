import { nextLine } from './yaml-place.ts';

/** The lines of a file whose `tasks` is a block mapping, cut where each task begins. */
export interface Blocks {
  /** Before the line `tasks:`. */
  head: string;
  /** After the last task. */
  tail: string;
  tailAt: number;
  /** Each from the beginning of its line to that of the next one; comments and blank lines between go with the first. */
  tasks: readonly { at: number; text: string }[];
}

const tasksLine = /^tasks:[ \t]*(?:#.*)?\r?$/gm;

/**
 * Cuts by indents alone, so that an edit reads one task and not the file. What is cut is right where each piece is YAML
 * by itself, for inside of a value no line is indented less than its key.
 * @returns null for a text that is written in another manner: it is to be read as a whole
 */
export function splitBlocks(text: string): Blocks | null {
  const [match, ...more] = text.matchAll(tasksLine);
  if (match === undefined || more.length > 0) return null;
  const begin = text.indexOf('\n', match.index) + 1;
  const cut = begin === 0 ? null : cutTasks(text, begin);
  if (cut === null) return null;
  const { starts, end } = cut;
  const tail = text.slice(end);
  // Another document, or the end of this one, is for the parser to judge.
  if (/^(?:---|\.\.\.)/m.test(tail)) return null;
  const tasks = starts.map((at, index) => ({ at, text: text.slice(at, starts[index + 1] ?? end) }));
  return { head: text.slice(0, match.index), tail, tailAt: end, tasks };
}

/** No key begins with these in plain YAML. */
const notKeys = '-?[]{}&*!|>%@`:';

/** Where tasks begin, and where what stands in the first column ends them; null for lines in another manner. */
function cutTasks(text: string, begin: number): { starts: number[]; end: number } | null {
  const starts: number[] = [];
  let indent = 0;
  let at = begin;
  for (; at < text.length; at = nextLine(text, at)) {
    const first = firstCharacter(text, at, nextLine(text, at));
    if (first === -1) continue;
    if (first === at) break;
    indent ||= first - at;
    if (first - at < indent || text[first] === '\t') return null;
    if (first - at > indent) continue;
    if (notKeys.includes(text[first] ?? '')) return null;
    starts.push(at);
  }
  return starts.length === 0 ? null : { starts, end: at };
}

/** The first character of a line that says something; -1 for a blank line or a comment. */
function firstCharacter(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) === 0x20) at += 1;
  const code = text.charCodeAt(at);
  const isBlank = at >= to || code === 0x0a || code === 0x0d || code === 0x23;
  return isBlank ? -1 : at;
}
