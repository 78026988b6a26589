import type { ExitCode } from '../failure.ts';

/** What a command answers: the document of `--json`, and the same for a person. */
export interface CommandResult {
  /** left out by a command that has printed it itself */
  json?: unknown;
  /** Whole lines, or an empty text. */
  text(isTerminal: boolean): string;
  /** 0 when left out */
  exitCode?: ExitCode;
}
