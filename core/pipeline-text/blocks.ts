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
  const found = [...text.matchAll(tasksLine)];
  const [match] = found;
  if (match === undefined || found.length > 1 || text.charCodeAt(match.index) !== 0x74) return null;
  const tasks: { at: number; text: string }[] = [];
  let indent = 0;
  let begun = -1;
  let at = text.indexOf('\n', match.index) + 1;
  if (at === 0) return null;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    const first = firstCharacter(text, at, next);
    if (first !== -1) {
      const column = first - at;
      if (column === 0) break;
      if (indent === 0) indent = column;
      if (column < indent || text[first] === '\t') return null;
      if (column === indent) {
        if ('-?[]{}&*!|>%@`:'.includes(text[first] ?? '')) return null;
        if (begun !== -1) tasks.push({ at: begun, text: text.slice(begun, at) });
        begun = at;
      }
    }
    at = next;
  }
  if (begun === -1) return null;
  // What stands in the first column may be indented less than a comment above it: that one goes with the task.
  tasks.push({ at: begun, text: text.slice(begun, at) });
  const tail = text.slice(at);
  return /^(?:---|\.\.\.)/m.test(tail) ? null : { head: text.slice(0, match.index), tail, tailAt: at, tasks };
}

/** The first character of a line that says something; -1 for a blank line or a comment. */
function firstCharacter(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) === 0x20) at += 1;
  const code = text.charCodeAt(at);
  const isBlank = at >= to || code === 0x0a || code === 0x0d || code === 0x23;
  return isBlank ? -1 : at;
}
