import { win32 } from 'node:path';
import type { Environment } from '#core/kernel/folder-hazards.ts';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { runToEnd, type FinishedProcess } from '#core/processes/run-to-end.ts';

/** Starts a program of Windows; a test has its own. */
export type RunProgram = (command: string, args: string[]) => Promise<FinishedProcess>;

/** Spelled with the variable, so that no name of a user is in it. */
const entry = String.raw`%LOCALAPPDATA%\Stile\bin`;
/** PowerShell may have to be compiled by a machine that was just installed. */
const limitMs = 30_000;

export function runOnWindows(env: Environment): RunProgram {
  return (command, args) =>
    runToEnd({ platform: 'win32', command, args, env: buildChildEnvironment('win32', env) }, limitMs);
}

/** Whether the user's own PATH, which new terminals get, names the folder of the command. */
export async function isOnUserPath(env: Environment, run: RunProgram): Promise<boolean> {
  const { stdout } = await run(systemProgram(env, 'reg.exe'), ['query', String.raw`HKCU\Environment`, '/v', 'Path']); // prettier-ignore
  return stdout.toLowerCase().split(/[\s;]+/).includes(entry.toLowerCase()); // prettier-ignore
}

/** Adds the folder to the user's PATH, or takes it out. @returns why that failed; null when it is done */
export async function changeUserPath(
  env: Environment,
  isWanted: boolean,
  run: RunProgram,
): Promise<string | null> {
  const powerShell = systemProgram(env, String.raw`WindowsPowerShell\v1.0\powershell.exe`);
  const end = await run(powerShell, ['-NoProfile', '-NonInteractive', '-Command', changeScript(isWanted)]);
  if (end.problem !== null) return end.problem;
  if (end.isLate) return `PowerShell took longer than ${limitMs / 1000} s`;
  return end.code === 0 ? null : end.stderr.trim() || `PowerShell ended with ${end.code}`;
}

/**
 * The values of others keep their variables, which `[Environment]` would replace by what they mean today. Taking away
 * a variable that nobody has makes Windows tell all programs that the environment has changed.
 */
export function changeScript(isWanted: boolean): string {
  return [
    `$ErrorActionPreference = 'Stop'`,
    `$key = [Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Environment')`,
    `$old = [string]$key.GetValue('Path', '', 'DoNotExpandEnvironmentNames')`,
    `$rest = @($old -split ';' | Where-Object { $_ -ne '' -and $_.TrimEnd('\\') -ne '${entry}' })`,
    `$new = (${isWanted ? `$rest + '${entry}'` : '$rest'}) -join ';'`,
    `if ($new -ne $old) { $key.SetValue('Path', $new, 'ExpandString') }`,
    `$key.Close()`,
    `[Environment]::SetEnvironmentVariable('STILE_PATH_CHANGED', $null, 'User')`,
  ].join('; ');
}

function systemProgram(env: Environment, name: string): string {
  return win32.join(env['SystemRoot'] ?? env['SYSTEMROOT'] ?? String.raw`C:\Windows`, 'System32', name);
}
