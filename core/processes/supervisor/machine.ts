import { execFile } from 'node:child_process';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { breakScript, powershellCommand } from './windows-jobs.ts';

/** What a small program of the system answers, in plain English and UTC; empty when it fails. */
export function ask(command: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const options = { windowsHide: true, timeout: 10_000, maxBuffer: 64 * 1024 * 1024, env };
  return new Promise((resolve) => {
    execFile(command, [...args], options, (error, stdout) => {
      resolve(error === null ? stdout : '');
    });
  });
}

/** Windows: tells the programs on the console of a process to end; those that handle CTRL_BREAK can do so well. */
export function sendBreak(pid: number): void {
  const { command, args } = powershellCommand(breakScript(pid));
  void ask(command, args);
}

/** Of the machine that this runs on. */
export function thisPlatform(): Platform {
  const { platform } = process;
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux';
}
