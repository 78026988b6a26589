import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { findProgram } from '#core/processes/find-program.ts';
import {
  defineTaskType,
  TaskFailedForGood,
  type InputFinding,
  type ProcessPlan,
  type TaskType,
} from '#core/tasks/index.ts';
import { runProgram } from './run-program.ts';

export type Shell = 'sh' | 'bash' | 'cmd' | 'powershell';

const input = z.strictObject({
  command: z
    .string()
    .min(1)
    .describe(
      'One or more lines. The exit code 0 is success, 99 skips the task, 100 fails it without another try',
    ),
  shell: z
    .enum(['sh', 'bash', 'cmd', 'powershell'])
    .optional()
    .describe('sh where it is left out, on Windows cmd'),
});

/** Runs lines of a shell in the project's folder. */
export function createShellType({ platform, env }: { platform: Platform; env: Environment }): TaskType {
  const locate = createShellFinder(platform, env);
  return defineTaskType({
    name: 'shell',
    description: 'Run a command of the shell. What it writes to the file $STILE_OUTPUT are its outputs.',
    with: input,
    outputs: 'any',
    isProcess: true,
    check: ({ shell }, place) =>
      checkShell(shell ?? defaultShell(platform), place.platform, platform, locate),
    run: (task, { command, shell = defaultShell(platform) }) =>
      runProgram(task, () => planShell({ platform, env, folder: task.folder }, shell, command)),
  });
}

export function defaultShell(platform: NodeJS.Platform): Shell {
  return platform === 'win32' ? 'cmd' : 'sh';
}

/**
 * What is wrong with a shell where a pipeline would run.
 * @param here the machine whose programs can be looked up
 * @param locate the way to the program of a shell; null where there is none
 */
export function checkShell(
  shell: Shell,
  platform: NodeJS.Platform,
  here: Platform,
  locate: (shell: Shell) => string | null,
): InputFinding[] {
  const finding = (expected: string, message: string): InputFinding[] => [
    { path: ['shell'], value: shell, expected, message },
  ];
  if (shell === 'cmd') {
    return platform === 'win32'
      ? []
      : finding('sh or bash', 'cmd is the shell of Windows: use sh or bash here.');
  }
  if (platform !== here || locate(shell) !== null) return [];
  return finding(shell === 'powershell' ? 'another shell' : 'cmd or powershell', lackOf(shell, here));
}

function lackOf(shell: Shell, platform: Platform): string {
  const remedies: Record<Shell, string> = {
    bash:
      platform === 'win32'
        ? 'Install Git for Windows, which brings one, or use cmd or powershell.'
        : 'Install bash, or use sh.',
    sh:
      platform === 'win32'
        ? 'Install Git for Windows, which brings one, or use cmd or powershell.'
        : 'Install a shell.',
    cmd: 'Use sh or bash.',
    powershell: `Install PowerShell 7 (pwsh), or use ${defaultShell(platform)}.`,
  };
  return `There is no ${shell} on this machine. ${remedies[shell]}`;
}

/** Looks a shell up once for all tasks of a file, which are checked in one go. */
function createShellFinder(platform: Platform, env: Environment): (shell: Shell) => string | null {
  const found = new Map<Shell, string | null>();
  return (shell) => {
    const known = found.get(shell);
    if (known !== undefined) return known;
    if (found.size === 0) {
      queueMicrotask(() => {
        found.clear();
      });
    }
    const path = locateShell(platform, env, shell);
    found.set(shell, path);
    return path;
  };
}

export function locateShell(platform: Platform, env: Environment, shell: Shell): string | null {
  if (shell === 'cmd') return platform === 'win32' ? (env['ComSpec'] ?? env['COMSPEC'] ?? 'cmd.exe') : null;
  if (shell === 'powershell') {
    return (
      findProgram(platform, env, 'pwsh') ??
      (platform === 'win32' ? findProgram(platform, env, 'powershell') : null)
    );
  }
  return findProgram(platform, env, shell) ?? (shell === 'sh' && platform !== 'win32' ? '/bin/sh' : null);
}

async function planShell(
  { platform, env, folder }: { platform: Platform; env: Environment; folder: string },
  shell: Shell,
  command: string,
): Promise<ProcessPlan> {
  const program = locateShell(platform, env, shell);
  if (program === null) throw new TaskFailedForGood(lackOf(shell, platform));
  const script = buildScript(shell, command);
  if (script === null) return { command: program, args: ['-c', command] };
  const file = join(folder, script.name);
  await writeFile(file, script.text);
  return { command: program, args: shellArgs(shell, file) };
}

/** The file that a shell of Windows is given: no quoting of a whole command survives its own rules. Null for the others. */
export function buildScript(shell: Shell, command: string): { name: string; text: string } | null {
  const lines = command.split(/\r?\n/).join('\r\n');
  if (shell === 'cmd') {
    return { name: 'command.cmd', text: `@echo off\r\nchcp 65001 >nul\r\n${lines}\r\n` };
  }
  if (shell !== 'powershell') return null;
  // The code of the last program counts, as in other shells; without this only an exception would.
  const ending = 'if ($null -ne $LASTEXITCODE) { exit $LASTEXITCODE }';
  const text = `\uFEFF$ErrorActionPreference = 'Stop'\r\n${lines}\r\n${ending}\r\n`;
  return { name: 'command.ps1', text };
}

/**
 * The arguments that run a script file. cmd takes the quotes off a command that starts with one, so a path with spaces
 * comes behind `call`; in one without, its own signs are escaped.
 */
export function shellArgs(shell: Shell, file: string): string[] {
  if (shell === 'powershell') {
    return ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', file];
  }
  if (/\s/.test(file)) return ['/d', '/c', 'call', file];
  return ['/d', '/c', file.replace(/[&()^=;!'+,`~[\]{}]/g, '^$&')];
}
