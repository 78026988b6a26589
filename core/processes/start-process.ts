import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { planKill } from './kill-tree.ts';
import { createLineSplitter } from './split-lines.ts';

export interface ProcessOptions {
  platform: Platform;
  command: string;
  args: readonly string[];
  cwd?: string;
  /** Exactly these variables: see `buildChildEnvironment`. */
  env: Readonly<Record<string, string>>;
  /** Each piece of stdout as it comes; left out: it is cut into lines like stderr. */
  onOutput?: (chunk: Buffer) => void;
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface ProcessEnd {
  /** Null when a signal ended it, or it never began. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why it could not be started; null when it was. */
  problem: string | null;
  /** The system's code of that problem: `ENOENT`. */
  problemCode: string;
}

/** A program in a process group of its own. It should end by itself when its stdin closes: then none outlives the engine. */
export interface RunningProcess {
  /** Undefined when it could not be started. */
  pid: number | undefined;
  /** False when what was written waits in memory; `drained` then tells when it no longer does. */
  write(chunk: Uint8Array | string): boolean;
  closeInput(): void;
  /** Resolves when it and its streams have ended; never rejects. */
  ended: Promise<ProcessEnd>;
  /** Ends it with all that it started: gently, after `graceMs` by force. Resolves when it has ended. */
  kill(graceMs: number): Promise<ProcessEnd>;
}

/** Starts a program. The only place of the engine that does. */
export function startProcess(options: ProcessOptions): RunningProcess {
  const { platform, command, args, cwd, env } = options;
  const child = spawn(command, [...args], {
    cwd,
    env: { ...env },
    // A group of its own, which a signal reaches as a whole; on Windows it would open a console window.
    detached: platform !== 'win32',
    windowsHide: true,
    stdio: 'pipe',
  });
  listen(child, options);
  const ended = waitForEnd(child);
  return {
    pid: child.pid,
    write: (chunk) => child.stdin.writable && child.stdin.write(chunk),
    closeInput: () => void child.stdin.end(),
    ended,
    kill: (graceMs) => kill(platform, child, ended, graceMs),
  };
}

function listen(child: ChildProcessWithoutNullStreams, { onOutput, onLine }: ProcessOptions): void {
  // What is written to a program that has ended has nowhere to go; its end says so.
  child.stdin.on('error', () => undefined);
  const lines = (stream: 'stdout' | 'stderr'): void => {
    const splitter = createLineSplitter((line) => onLine?.(line, stream));
    child[stream].on('data', splitter.push);
    child[stream].on('end', splitter.end);
  };
  if (onOutput === undefined) lines('stdout');
  else child.stdout.on('data', onOutput);
  lines('stderr');
}

function waitForEnd(child: ChildProcessWithoutNullStreams): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid !== undefined) return;
      resolve({ code: null, signal: null, problem: errorText(error), problemCode: systemCode(error) });
    });
    // A grandchild may hold the streams open after the child is gone: the exit counts then.
    child.on('exit', (code, signal) => {
      const settle = (): void => {
        resolve({ code, signal, problem: null, problemCode: '' });
      };
      const timer = setTimeout(settle, streamGraceMs);
      child.on('close', () => {
        clearTimeout(timer);
        settle();
      });
    });
  });
}

/** What the streams of an ended process get to deliver the rest of its words. */
const streamGraceMs = 500;

async function kill(
  platform: Platform,
  child: ChildProcessWithoutNullStreams,
  ended: Promise<ProcessEnd>,
  graceMs: number,
): Promise<ProcessEnd> {
  const { pid } = child;
  if (pid === undefined) return ended;
  child.stdin.end();
  endTree(platform, pid, graceMs <= 0);
  const timer = setTimeout(() => {
    endTree(platform, pid, true);
  }, graceMs);
  const end = await ended;
  clearTimeout(timer);
  // What it started may have outlived it, in the group that still bears its number.
  if (platform !== 'win32') await endRest(platform, pid);
  return end;
}

/** How long the rest of a group gets to vanish, in ms, and how often that is looked at; zombies may stay for ever. */
const restMs = 200;
const lookMs = 5;

async function endRest(platform: Platform, pid: number): Promise<void> {
  const until = performance.now() + restMs;
  while (endTree(platform, pid, true) && performance.now() < until) await sleep(lookMs);
}

/** @returns false when there is nothing to end any more */
function endTree(platform: Platform, pid: number, isForced: boolean): boolean {
  const step = planKill(platform, pid, isForced);
  if (step.kind === 'command') {
    spawn(step.command, step.args, { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
    return true;
  }
  try {
    process.kill(step.target, step.signal);
    return true;
  } catch (error) {
    // macOS answers EPERM for a group of which nothing but zombies is left.
    if (!['ESRCH', 'EPERM'].includes(systemCode(error))) throw error;
    return false;
  }
}
