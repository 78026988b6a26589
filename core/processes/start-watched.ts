import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
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
/** Of what it said, more than these letters and their line ends take. */
const tailBytes = 8192;

/**
 * Starts a program that outlives this one, and looks at its first moments. What it says goes into a file, since a pipe
 * would end with this program, and with it what writes into the pipe; the file is gone when this answers. Never rejects.
 */
export async function startWatched(program: WatchedProgram): Promise<WatchedStart> {
  let folder: string | null = null;
  try {
    folder = await mkdtemp(join(tmpdir(), 'stile-start-'));
    return await watch(program, join(folder, 'output.txt'));
  } catch (error) {
    return { kind: 'not_started', problem: errorText(error) };
  } finally {
    // What is held open elsewhere is left to the system, which empties its folder of temporary files.
    if (folder !== null)
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function watch(program: WatchedProgram, file: string): Promise<WatchedStart> {
  const { command, args, cwd, env, isVerbatim = false, watchMs = defaultWatchMs } = program;
  const output = await open(file, 'w', 0o600);
  let first: Promise<WatchedStart>;
  try {
    const child = spawn(command, [...args], {
      ...{ cwd, env: { ...env }, detached: true, stdio: ['ignore', output.fd, output.fd] },
      // Of a command file only the shell is hidden: it would hide the window of a program.
      windowsHide: isVerbatim,
      windowsVerbatimArguments: isVerbatim,
    });
    first = firstOf(child, watchMs);
    child.unref();
  } finally {
    await output.close();
  }
  const start = await first;
  return start.kind === 'failed' ? { ...start, lastWords: await readLastWords(file) } : start;
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

/** The end of what it said, in one line; it may have said more than fits into memory. */
async function readLastWords(file: string): Promise<string> {
  const said = await open(file, 'r');
  try {
    const { size } = await said.stat();
    const { buffer, bytesRead } = await said.read(Buffer.alloc(tailBytes), {
      position: Math.max(0, size - tailBytes),
    });
    const lines = buffer.toString('utf8', 0, bytesRead).split(/\r?\n/).map((line) => line.trim()); // prettier-ignore
    return lines.filter((line) => line !== '').slice(-3).join(' ').slice(-mostLastWords); // prettier-ignore
  } finally {
    await said.close();
  }
}
