import { readFileSync } from 'node:fs';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { ask } from './machine.ts';
import { powershellCommand } from './windows-jobs.ts';

/* A pid alone means little: numbers are given again. With the start of its process, in a boot, it means that one.

   The start token is, on Linux, the exact start in clock ticks since boot (`/proc/<pid>/stat`, field 22). On macOS and
   Windows it is the time at which the program was started here, in ms since 1970: what the system says of a process
   later (`ps -o lstart=` in whole seconds, the creation time) must be that time. Asking the system at each start would
   cost more than the start itself; a number that is given again within two seconds of its first owner's start is not
   to be had there, where numbers go up before they come again. */

/** How far the system's word on a start may be from the time that was noted, in ms. */
const toleranceMs = 2500;

export interface ProcessIdentity {
  pid: number | null;
  startToken: string | null;
  /** Empty where the start token says as much. */
  bootId: string | null;
}

/** The token of a process that was started just now. @param now ms since 1970 UTC */
export function makeStartToken(platform: Platform, pid: number, now: number): string {
  if (platform !== 'linux') return String(now);
  return readLinuxStat(pid)?.startTime ?? '';
}

/** Of this boot. macOS has a number for it that, other than `kern.boottime`, no correction of the clock changes. */
export async function readBootId(platform: Platform): Promise<string> {
  if (platform === 'linux') return readLinuxBootId();
  if (platform === 'darwin') return (await ask('sysctl', ['-n', 'kern.bootsessionuuid'])).trim();
  return '';
}

/** What a system says of a process. */
export interface SeenProcess {
  /** ms since 1970 UTC */
  startedAt: number;
  /** It has ended, and is still in sight. */
  isZombie: boolean;
}

/** `same`: it runs; `zombie`: it has ended, but its number is kept for it; `other`: it is gone. */
export type Presence = 'same' | 'zombie' | 'other';

/** Whether the very process is there that the token was made of. */
export async function findPresence(platform: Platform, identity: ProcessIdentity): Promise<Presence> {
  const { pid, startToken, bootId } = identity;
  if (pid === null || startToken === null || startToken === '') return 'other';
  const hasBoot = bootId !== null && bootId !== '';
  if (hasBoot && bootId !== (await readBootId(platform))) return 'other';
  if (platform === 'linux') return judgeLinux(readLinuxStat(pid), startToken);
  const seen = platform === 'win32' ? await seeOnWindows(pid) : await seeOnMac(pid);
  return judgeByClock(seen, startToken);
}

export function judgeLinux(
  stat: Pick<LinuxStat, 'state' | 'startTime'> | null,
  startToken: string,
): Presence {
  if (stat === null || stat.startTime !== startToken) return 'other';
  return stat.state === 'Z' || stat.state === 'X' ? 'zombie' : 'same';
}

export function judgeByClock(seen: SeenProcess | null, startToken: string): Presence {
  if (seen === null || !(Math.abs(seen.startedAt - Number(startToken)) <= toleranceMs)) return 'other';
  return seen.isZombie ? 'zombie' : 'same';
}

export interface LinuxStat {
  pid: number;
  state: string;
  /** Number of its group. */
  group: number;
  /** Clock ticks since boot. */
  startTime: string;
}

export function readLinuxStat(pid: number): LinuxStat | null {
  try {
    return parseLinuxStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return null;
  }
}

/** The name stands in parentheses and may hold any of what else is in the line. Source: proc_pid_stat(5). */
export function parseLinuxStat(line: string): LinuxStat | null {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, group, startTime] = [fields[0], Number(fields[2]), fields[19]];
  if (state === undefined || startTime === undefined || !Number.isInteger(group)) return null;
  return { pid: Number.parseInt(line, 10), state, group, startTime };
}

/** A line of `ps -o state=,lstart=`: `S    Thu Nov 26 02:18:23 2026`, in the time zone that it was asked for. */
export function parseMacProcess(line: string): SeenProcess | null {
  const [state, ...words] = line.trim().split(/\s+/);
  const startedAt = Date.parse(`${words.join(' ')} UTC`);
  if (state === undefined || Number.isNaN(startedAt)) return null;
  return { startedAt, isZombie: state.startsWith('Z') };
}

/** Nothing is printed for a number that no process has. */
function startTimeScript(pid: number): string {
  return `$found = Get-Process -Id ${pid} -ErrorAction SilentlyContinue
if ($found) { [DateTimeOffset]::new($found.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() }`;
}

export function parseWindowsStart(text: string): SeenProcess | null {
  const startedAt = Number.parseInt(text.trim(), 10);
  return Number.isNaN(startedAt) ? null : { startedAt, isZombie: false };
}

function readLinuxBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

async function seeOnMac(pid: number): Promise<SeenProcess | null> {
  return parseMacProcess(await ask('ps', ['-o', 'state=,lstart=', '-p', String(pid)]));
}

async function seeOnWindows(pid: number): Promise<SeenProcess | null> {
  const { command, args } = powershellCommand(startTimeScript(pid));
  return parseWindowsStart(await ask(command, args));
}
