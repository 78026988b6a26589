import { CommanderError } from 'commander';
import { failureText, failureToExitCode, readFailure, type ExitCode, type Failure } from '../failure.ts';
import type { Output } from './output.ts';
import { displayWidth, toOneLine } from './table.ts';

/** Tells of an error: the sentence on stderr, with --json also a document on stdout. Returns the exit code. */
export function presentFailure(error: unknown, output: Output, json: boolean): ExitCode {
  if (error instanceof CommanderError) return presentWrongUse(error, output, json);
  const failure = readFailure(error);
  output.note(`stile: ${withoutControls(failureText(error))}`);
  if (failure?.code === 'FILTER_SYNTAX') output.note(drawPlace(failure));
  if (json)
    output.printJson({ error: failure ?? { code: 'INTERNAL', message: failureText(error), data: {} } });
  return failureToExitCode(failure);
}

/** A message shows values that came with a file or a name: none of them may move the cursor or colour the terminal. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]+/gu, ' ');
}

const shownOnPurpose = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

/** Commander has said on stderr what is wrong, and with `--help` or `--version` nothing is. */
function presentWrongUse(error: CommanderError, output: Output, json: boolean): ExitCode {
  if (shownOnPurpose.has(error.code) && error.exitCode === 0) return 0;
  if (json) output.printJson({ error: { code: 'WRONG_USE', message: error.message, data: {} } });
  return 2;
}

/** Characters shown on each side of the place, so that it stays on the screen. */
const maxShown = 60;

/** The line of the search text with carets under the place. */
export function drawPlace({ data }: Failure): string {
  const { filter, position, length } = data as { filter: string; position: number; length: number };
  const start = filter.lastIndexOf('\n', position - 1) + 1;
  const end = filter.indexOf('\n', position);
  const before = toOneLine(filter.slice(start, position));
  const after = toOneLine(filter.slice(position, end === -1 ? undefined : end)).slice(0, maxShown);
  const shown = before.length <= maxShown ? before : `...${before.slice(-maxShown)}`;
  const carets = '^'.repeat(Math.max(1, displayWidth(after.slice(0, length))));
  return `  ${shown}${after}\n  ${' '.repeat(displayWidth(shown))}${carets}`;
}
