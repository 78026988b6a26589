import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { planKill } from '../kill-tree.ts';
import { chooseMeans, type EndMeans, type EndStep } from './end-plan.ts';
import { isGroupAlive, killByAttempt, signalQuietly } from './find-processes.ts';
import { stopFileOf } from './job-files.ts';
import { sendBreak } from './machine.ts';
import type { Job } from './messages.ts';
import { readLinuxStat } from './process-identity.ts';
import type { WindowsJobs } from './windows-jobs.ts';

/** A program of the supervisor's own with all that it has started. */
export interface JobTree {
  /** To be called when the program itself has ended: its number may become another's. */
  noteEnd(): void;
  take(step: EndStep): void;
  /** Whether anything of it, the program or what is in its group, runs. */
  isAlive(): Promise<boolean>;
  /** Ends by force what has left the group. */
  sweep(): Promise<void>;
  release(): void;
}

export interface TreeOptions {
  platform: Platform;
  /** Null elsewhere than on Windows. */
  windows: WindowsJobs | null;
  job: Pick<Job, 'id' | 'folder'>;
  pid: number;
  startToken: string;
}

export function createJobTree({ platform, windows, job, pid, startToken }: TreeOptions): JobTree {
  // A pid is the name of a job as long as the job is held.
  const name = String(pid);
  windows?.add(name, pid);
  let hasEnded = false;
  const use = (means: EndMeans): void => {
    if (means.kind === 'stop-file') writeStopFile(job.folder);
    else if (means.kind === 'job-object') windows?.terminate(name);
    else if (means.kind === 'signal') {
      if (platform !== 'linux' || isOwnGroup(pid, startToken, hasEnded)) signalQuietly(-pid, means.signal);
    } else if (hasEnded) return;
    else if (means.kind === 'break') sendBreak(pid);
    else killByCommand(pid);
  };
  return {
    noteEnd: () => {
      hasEnded = true;
    },
    take: (step) => {
      for (const means of chooseMeans(platform, step)) use(means);
    },
    isAlive: async () => {
      if (platform !== 'win32') return isGroupAlive(platform, pid);
      return !hasEnded || ((await windows?.count(name)) ?? 0) > 0;
    },
    sweep: async () => {
      windows?.terminate(name);
      await killByAttempt(platform, new Set([job.id]));
    },
    release: () => windows?.drop(name),
  };
}

/**
 * A group keeps its number from everybody else as long as one member is left, and a program that nobody has waited for
 * keeps its own. So the number means the group while the program is there, and after its end as long as no other process
 * has it.
 */
function isOwnGroup(pid: number, startToken: string, hasEnded: boolean): boolean {
  const stat = readLinuxStat(pid);
  return stat === null ? hasEnded : stat.startTime === startToken;
}

/** On every system: a program may look for it wherever signals do not reach. */
export function writeStopFile(folder: string): void {
  try {
    writeFileSync(stopFileOf(folder), '');
  } catch {
    // A folder that is gone, or a disk that is full: the other means follow.
  }
}

/** Windows without Job Objects: walks the tree, and misses what lost its parent. */
export function killByCommand(pid: number): void {
  const step = planKill('win32', pid, true);
  if (step.kind === 'command') execFile(step.command, step.args, { windowsHide: true }, () => undefined);
}
