import { posix, win32 } from 'node:path';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import type { ThisProgram } from './this-program.ts';

/** Stands in every file that is the command, and in none that another program wrote. */
export const shimMark = 'Written by Stile for its command; remove it with: stile app command remove';

/** The text of the `stile` command that starts this program, whatever signs are in its path. */
export function buildShim(platform: Platform, program: ThisProgram, file: string): string {
  if (platform === 'win32') return buildWindowsShim(program, win32.dirname(file));
  const start =
    program.appImage === null
      ? [program.file, program.cli].map(quote).join(' ') + ' "$@"'
      : // AppRun puts --no-sandbox before all arguments unless it finds it among them; Node would refuse it there.
        `${quote(program.appImage)} -e ${quote(imageStart)} -- "$@" --no-sandbox`;
  return posixShim(program.appImage ?? program.file, program.isDesktop, start);
}

/**
 * How to start the command from within this program, so that it may outlive it: a new start of an AppImage has a mount
 * of its own. For the environment that it needs see `buildShim`.
 */
export function buildCommandCall(
  { file, appImage, cli }: Omit<ThisProgram, 'isDesktop'>,
  args: readonly string[],
): { command: string; args: string[] } {
  return appImage === null
    ? { command: file, args: [cli, ...args] }
    : { command: appImage, args: ['-e', imageStart, '--', ...args, '--no-sandbox'] };
}

/** In a mounted AppImage: finds the command beside the program, and puts the arguments where Node has them. */
const imageStart = [
  'const path = require("path")',
  'const cli = path.join(path.dirname(process.execPath), "resources", "app.asar", "dist", "cli.cjs")',
  'process.argv.pop()',
  'process.argv.splice(1, 0, cli)',
  'require(cli)',
].join('; ');

function posixShim(program: string, isDesktop: boolean, start: string): string {
  return [
    '#!/bin/sh',
    `# ${shimMark}`,
    `if [ ! -x ${quote(program)} ]; then`,
    `  printf 'stile: %s is gone. Start Stile where it is now, and add the command again.\\n' ${quote(program)} >&2`,
    '  exit 127',
    'fi',
    `${isDesktop ? 'ELECTRON_RUN_AS_NODE=1 ' : ''}exec ${start}`,
    '',
  ].join('\n');
}

/** Between single quotes a shell takes every sign as it is, but for the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Paths are told from the folder of the file as far as they lie on the same drive: a command file is read in the
 * console's code page, and the name of the user above both is what most often has letters beyond ASCII.
 */
function buildWindowsShim({ file, cli, isDesktop }: ThisProgram, folder: string): string {
  const place = (path: string): string => {
    const between = win32.relative(folder, path);
    return win32.isAbsolute(between) ? escape(path) : `%~dp0${escape(between)}`;
  };
  return windowsShim(place(file), place(cli), isDesktop);
}

/** A command file expands what stands between percent signs. */
function escape(path: string): string {
  return path.replaceAll('%', '%%');
}

function windowsShim(program: string, cli: string, isDesktop: boolean): string {
  const isPlain = /^[\x20-\x7e]*$/.test(program + cli);
  return [
    '@echo off',
    `rem ${shimMark}`,
    'setlocal DisableDelayedExpansion',
    ...(isPlain
      ? []
      : [`for /f "tokens=2 delims=:." %%c in ('chcp') do set "STILE_PAGE=%%c"`, 'chcp 65001 >nul']),
    `if exist "${program}" goto start`,
    `echo stile: "${program}" is gone. Start Stile where it is now, and add the command again. 1>&2`,
    'exit /b 127',
    ':start',
    ...(isDesktop ? ['set "ELECTRON_RUN_AS_NODE=1"'] : []),
    `"${program}" "${cli}" %*`,
    ...(isPlain ? ['exit /b %errorlevel%'] : ['set "STILE_CODE=%errorlevel%"', 'chcp %STILE_PAGE% >nul', 'exit /b %STILE_CODE%']), // prettier-ignore
    '',
  ].join('\r\n');
}

/** The folder with the command, and its file. */
export function shimPlace(
  platform: Platform,
  { localAppData, home, mayUseLocalBin }: { localAppData: string; home: string; mayUseLocalBin: boolean },
): string {
  if (platform === 'win32') return win32.join(localAppData, 'Stile', 'bin', 'stile.cmd');
  const isSystemWide = platform === 'darwin' && mayUseLocalBin;
  return isSystemWide ? '/usr/local/bin/stile' : posix.join(home, '.local', 'bin', 'stile');
}
