import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorText } from '#core/kernel/errors.ts';
import type { DetachedProgram } from './start-detached.ts';

export interface WatchedProgram extends DetachedProgram {
  /** The arguments are one text that Windows gets as it is. */
  isVerbatim?: boolean;
  /** How long it is looked at, in ms. */
  watchMs?: number;
}

/** How a program began: it runs on, or was done already; it could not be started; it ended at once with a failure. */
export type WatchedStart =
  | { kind: 'running' | 'done' }
  | { kind: 'not_started'; problem: string }
  | { kind: 'failed'; lastWords: string; end: string };

/** A program that fails mostly does so within this; a window takes longer to come. */
const defaultWatchMs = 800;
const mostLastWords = 400;

/**
 * Starts a program that outlives this one, and looks at its first moments. What it says goes into a file, since a pipe
 * would end with this program, and with it what writes into the pipe; the file is gone when this answers. Never rejects.
 */
export async function startWatched(program: WatchedProgram): Promise<WatchedStart> {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'stile-start-'));
    return await watch(program, join(folder, 'output.txt'));
  } catch (error) {
    return { kind: 'not_started', problem: errorText(error) };
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function watch(program: WatchedProgram, file: string): Promise<WatchedStart> {
  const { command, args, cwd, env, isVerbatim = false, watchMs = defaultWatchMs } = program;
  const output = openSync(file, 'w', 0o600);
  const child = spawn(command, [...args], {
    ...{ cwd, env: { ...env }, detached: true, stdio: ['ignore', output, output] },
    // Of a command file only the shell is hidden: it would hide the window of a program.
    windowsHide: isVerbatim,
    windowsVerbatimArguments: isVerbatim,
  });
  closeSync(output);
  const start = await firstOf(child, watchMs);
  child.unref();
  return start.kind === 'failed' ? { ...start, lastWords: readLastWords(file) } : start;
}

function firstOf(child: ChildProcess, watchMs: number): Promise<WatchedStart> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ kind: 'running' });
    }, watchMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ kind: 'not_started', problem: errorText(error) });
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve({ kind: 'done' });
      else resolve({ kind: 'failed', lastWords: '', end: signal ?? `exit code ${code ?? '?'}` });
    });
  });
}

/** The end of what it said, in one line. */
function readLastWords(file: string): string {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/).map((line) => line.trim()); // prettier-ignore
  return lines.filter((line) => line !== '').slice(-3).join(' ').slice(-mostLastWords); // prettier-ignore
}
