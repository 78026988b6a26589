import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '#core/kernel/errors.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { ask } from './machine.ts';
import { readLinuxStat, type LinuxStat } from './process-identity.ts';

/* Looks through the processes of the system, on Linux and macOS, for what a program has started. */

export interface FoundProcess {
  pid: number;
  group: number;
  /** Of `STILE_ATTEMPT_ID` in the environment that it was started with. */
  attemptId: string;
  /** Linux: by which it is known again. */
  startTime: string | null;
}

/** Whether anything but zombies is left of a group. */
export async function isGroupAlive(platform: Platform, group: number): Promise<boolean> {
  if (!signalQuietly(-group, 0)) return false;
  if (platform === 'linux') return listLinux().some((stat) => stat.group === group && !isZombie(stat));
  return parseMacGroups(await ask('ps', ['-axo', 'pgid=,state=']), group);
}

/**
 * Ends by force what carries one of the ids, wherever it has gone: a session of its own, a double fork. Looks again until
 * nothing is found, since what is found may just be starting another. Gives up after a second.
 * @param isWanted which of those found
 */
export async function killByAttempt(
  platform: Platform,
  ids: ReadonlySet<string>,
  isWanted: (found: FoundProcess) => boolean = () => true,
): Promise<void> {
  if (platform === 'win32' || ids.size === 0) return;
  const until = performance.now() + mostMs;
  do {
    const found = (await findByAttempt(platform, ids)).filter(isWanted);
    if (found.length === 0) return;
    for (const process of found) killFound(process);
    await sleep(againMs);
  } while (performance.now() < until);
}

const mostMs = 1000;
const againMs = 5;

/** What carries one of the ids and is no zombie. This process is not among it. */
export async function findByAttempt(platform: Platform, ids: ReadonlySet<string>): Promise<FoundProcess[]> {
  if (platform === 'win32') return [];
  const found =
    platform === 'linux'
      ? findOnLinux(ids)
      : parseMacProcesses(await ask('ps', ['-axeww', '-o', 'pid=,pgid=,state=,command=']), ids);
  return found.filter(({ pid }) => pid !== process.pid);
}

const variable = 'STILE_ATTEMPT_ID=';

/** Lines of `ps -axeww -o pid=,pgid=,state=,command=`: the environment stands behind the command, of one's own alone. */
export function parseMacProcesses(text: string, ids: ReadonlySet<string>): FoundProcess[] {
  return text.split('\n').flatMap((line) => {
    const [pid, group, state, ...words] = line.trim().split(/\s+/);
    // An argument may look like one; what counts stands behind all of them, and only exact ids are looked for.
    const carried = words
      .filter((word) => word.startsWith(variable))
      .map((word) => word.slice(variable.length));
    const attemptId = carried.find((id) => ids.has(id));
    if (attemptId === undefined || state?.startsWith('Z') === true) return [];
    return [{ pid: Number(pid), group: Number(group), attemptId, startTime: null }];
  });
}

/** Lines of `ps -axo pgid=,state=`. */
export function parseMacGroups(text: string, group: number): boolean {
  return text.split('\n').some((line) => {
    const [id, state] = line.trim().split(/\s+/);
    return Number(id) === group && state?.startsWith('Z') === false;
  });
}

/** @returns false when there is nothing that could get it; macOS answers EPERM for a group of zombies */
export function signalQuietly(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes(systemCode(error))) throw error;
    return false;
  }
}

/** The number is looked at right before: it may be another's by now. */
function killFound({ pid, startTime }: FoundProcess): void {
  if (startTime !== null && readLinuxStat(pid)?.startTime !== startTime) return;
  signalQuietly(pid, 'SIGKILL');
}

function findOnLinux(ids: ReadonlySet<string>): FoundProcess[] {
  return listPids().flatMap((pid) => {
    const attemptId = readAttemptId(pid);
    if (attemptId === null || !ids.has(attemptId)) return [];
    const stat = readLinuxStat(pid);
    if (stat === null || isZombie(stat)) return [];
    return [{ pid, group: stat.group, attemptId, startTime: stat.startTime }];
  });
}

/** Null also where the process is another user's. */
function readAttemptId(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/environ`, 'utf8');
    if (!text.includes(variable)) return null;
    const entry = text.split('\0').find((part) => part.startsWith(variable));
    return entry?.slice(variable.length) ?? null;
  } catch {
    return null;
  }
}

function listLinux(): LinuxStat[] {
  return listPids().flatMap((pid) => readLinuxStat(pid) ?? []);
}

function listPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function isZombie({ state }: LinuxStat): boolean {
  return state === 'Z' || state === 'X';
}
