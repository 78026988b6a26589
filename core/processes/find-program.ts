import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';

/**
 * The absolute path of a program on PATH; null when there is none. On Windows the `bash.exe` of System32 is passed over:
 * that one starts the Linux subsystem, where neither the project's paths nor its environment are the same.
 */
export function findProgram(
  platform: Platform,
  env: Environment,
  name: string,
  isThere: (path: string) => boolean = isProgram,
): string | null {
  return listCandidates(platform, env, name).find((path) => isThere(path)) ?? null;
}

/** Where a program may lie, in the order of looking. */
export function listCandidates(platform: Platform, env: Environment, name: string): string[] {
  const { join, delimiter } = platform === 'win32' ? win32 : posix;
  const path = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? '';
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const suffix = platform === 'win32' ? '.exe' : '';
  const found = folders.map((folder) => join(folder, `${name}${suffix}`));
  if (platform !== 'win32') return found;
  const isOfLinux = /\\(system32|sysnative|windowsapps)\\(bash|sh)\.exe$/i;
  const ofGit = ['ProgramFiles', 'ProgramFiles(x86)'].flatMap((key) => {
    const folder = Object.entries(env).find(([known]) => known.toUpperCase() === key.toUpperCase())?.[1];
    return folder === undefined || !['bash', 'sh'].includes(name)
      ? []
      : [join(folder, 'Git', 'bin', `${name}.exe`)];
  });
  return [...found, ...ofGit].filter((candidate) => !isOfLinux.test(candidate));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
