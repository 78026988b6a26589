import type { ExitCode } from '../failure.ts';
import type { CommandResult } from './command-result.ts';

/** A stream to write to, as far as it matters here. */
export interface TextSink {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Everything that a command says. With --json stdout holds one document, whatever happens. */
export interface Output {
  print(result: CommandResult, json: boolean): void;
  /** A document for `--json` alone, when there was an error. */
  printJson(document: unknown): void;
  /** For a person, beside the result. */
  note(line: string): void;
  /** A line that the next one replaces; a terminal alone gets it. */
  progress(line: string): void;
  /** Of the last result. */
  readonly exitCode: ExitCode;
}

export function createOutput(stdout: TextSink, stderr: TextSink): Output {
  let exitCode: ExitCode = 0;
  let progressShown = false;
  const clearProgress = (): void => {
    if (progressShown) stderr.write('\r\u001B[K');
    progressShown = false;
  };
  const printJson = (document: unknown): void => {
    stdout.write(`${JSON.stringify(document, null, stdout.isTTY === true ? 2 : 0)}\n`);
  };
  return {
    print: (result, json) => {
      clearProgress();
      exitCode = result.exitCode ?? 0;
      if (json && result.json !== undefined) printJson(result.json);
      if (!json) stdout.write(result.text(stdout.isTTY === true));
    },
    printJson,
    note: (line) => {
      clearProgress();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (stderr.isTTY !== true) return;
      stderr.write(`\r\u001B[K${line}`);
      progressShown = true;
    },
    get exitCode() {
      return exitCode;
    },
  };
}
