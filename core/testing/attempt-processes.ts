import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process of this machine as tests see it (Linux). */
export interface SeenProcess {
  pid: number;
  parent: number;
  command: string;
  /** Of its environment; null without one. */
  attemptId: string | null;
}

/** All processes that run; zombies, which only their parents can clear away, are as dead as can be. */
export function listProcesses(): SeenProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

/** What carries an attempt's id that begins so. */
export function findAttempts(prefix: string): SeenProcess[] {
  return listProcesses().filter(({ attemptId }) => attemptId?.startsWith(prefix) === true);
}

/** Waits until nothing is found. @returns how long it took, in ms @throws naming what is left after `mostMs` */
export async function waitUntilNone(
  find: () => readonly SeenProcess[],
  mostMs: number,
  what: string,
): Promise<number> {
  const began = performance.now();
  for (;;) {
    const [first] = find();
    const tookMs = performance.now() - began;
    if (first === undefined) return tookMs;
    if (tookMs > mostMs) throw new Error(`${what}: ${first.attemptId ?? ''} still runs as ${first.command}`);
    await wait(10);
  }
}

function readProcess(pid: number): SeenProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const id = variables.find((variable) => variable.startsWith('STILE_ATTEMPT_ID='));
    return { pid, parent: Number(parent), command, attemptId: id?.slice('STILE_ATTEMPT_ID='.length) ?? null };
  } catch {
    // It has ended meanwhile, or is another user's.
    return null;
  }
}
