import { displayWidth } from './table.ts';

/** The end of a help text. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}

/** `Name:   value` lines with the values below each other; empty values are left out. */
export function pairLines(pairs: readonly (readonly [string, string])[]): string {
  const kept = pairs.filter(([, value]) => value !== '');
  const width = Math.max(0, ...kept.map(([name]) => displayWidth(name)));
  return kept.map(([name, value]) => `${name}:${' '.repeat(width - displayWidth(name))} ${value}\n`).join('');
}

/** Says on a terminal that there is more, and how to get it. */
export function moreNote(nextPageToken: string | null, isTerminal: boolean): string {
  if (nextPageToken === null || !isTerminal) return '';
  return `There are more. Go on with --page-token ${nextPageToken}, or read them with --all.\n`;
}
