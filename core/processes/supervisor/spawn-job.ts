import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { stopFileOf, writeIntent } from './job-files.ts';
import type { Job, Refusal } from './messages.ts';

export interface SpawnedJob {
  child: ChildProcess;
  pid: number;
}

/** Writes what is about to be started, and starts it, in a group of its own. @param now ms since 1970 UTC */
export async function spawnJob(
  platform: Platform,
  job: Job,
  now: number,
): Promise<SpawnedJob | { refusal: Refusal }> {
  let log: number | null = null;
  let what: Refusal['what'] = 'folder';
  try {
    writeIntent(job, now);
    what = 'log';
    log = openLog(job.logFile);
    what = 'command';
    const child = startChild(platform, job, log);
    const { pid } = child;
    if (pid === undefined) throw await problemOf(child);
    // What goes wrong later, at a kill, is told where it is done.
    child.on('error', () => undefined);
    return { child, pid };
  } catch (error) {
    const code = systemCode(error);
    // The system says of a missing folder what it says of a missing program.
    if (what === 'command' && code === 'ENOENT' && !isFolder(job.cwd)) what = 'cwd';
    return { refusal: { code, what, problem: errorText(error) } };
  } finally {
    if (log !== null) closeSync(log);
  }
}

/**
 * The environment of a program of a task: what it is given, who it is, and the manners of Python: what is printed is
 * seen at once and is UTF-8 everywhere, and a crash in native code says where.
 */
export function buildJobEnvironment({
  id,
  folder,
  env,
}: Pick<Job, 'id' | 'folder' | 'env'>): Record<string, string> {
  return {
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
    PYTHONIOENCODING: 'utf-8',
    PYTHONFAULTHANDLER: '1',
    ...env,
    STILE_ATTEMPT_ID: id,
    STILE_STOP_FILE: stopFileOf(folder),
  };
}

function openLog(file: string): number {
  try {
    return openSync(file, 'a');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a');
  }
}

/** stdout and stderr are the file itself: nothing is lost with a supervisor, and no full pipe holds a task up. */
function startChild(platform: Platform, job: Job, log: number): ChildProcess {
  return spawn(job.command, [...job.args], {
    cwd: job.cwd,
    env: buildJobEnvironment(job),
    stdio: ['ignore', log, log],
    // On Windows this would take the console away, through which programs are told to end.
    detached: platform !== 'win32',
    windowsHide: true,
  });
}

/** Comes a moment after the pid is found to be missing. */
function problemOf(child: ChildProcess): Promise<Error> {
  return new Promise((resolve) => child.once('error', resolve));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
