import { accessSync, constants, existsSync, lstatSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, delimiter, dirname, join, posix } from 'node:path';
import type { CommandStatus } from '#contract/desktop-tools.ts';
import type { ErrorData } from '#contract/errors.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { makeFolders, removeIfEmpty, writeFileAtomic } from '#core/kernel/files.ts';
import { localAppData, type UserPlace } from '#core/kernel/user-folders.ts';
import { buildShim, shimMark, shimPlace } from './command-shim.ts';
import type { ThisProgram } from './this-program.ts';
import { changeUserPath, isOnUserPath, runOnWindows, type RunProgram } from './windows-path.ts';

export interface CommandQuestion extends UserPlace {
  program: ThisProgram;
  /** absolute: what ships and is not code; an installer may have put its `bin/stile` on PATH */
  resources: string;
  /** Starts programs of Windows. */
  run?: RunProgram;
  /** Where the command is put, if not where the system has such things. */
  file?: string;
}

/** Whether the `stile` command is on PATH, and whose it is. Changes nothing. */
export async function readCommandStatus(question: CommandQuestion): Promise<CommandStatus> {
  const installed = findInstalled(question);
  if (installed !== null) return installed;
  const file = placeOf(question);
  const text = readText(file);
  const { onPath, needsNewTerminal } = await lookAtPath(question, dirname(file));
  return {
    file,
    exists: text !== null,
    isOurs: text?.includes(shimMark) ?? false,
    pointsHere: text === buildShim(question.platform, question.program, file),
    onPath,
    needsNewTerminal,
    pathLine: onPath ? null : pathLine(question, dirname(file)),
  };
}

/** Puts the `stile` command on PATH for this user; on Linux and macOS its folder may still have to be. @throws COMMAND_NOT_PLACED */
export async function addCommand(question: CommandQuestion): Promise<CommandStatus> {
  const before = await readCommandStatus(question);
  const { file } = before;
  if (findInstalled(question) !== null) return before;
  if (before.exists && !before.isOurs) throw notOurs(file);
  const { program, platform, env } = question;
  refuseUnable(question, file);
  if (!before.pointsHere) write(file, buildShim(platform, program, file));
  if (platform === 'win32' && !before.onPath) {
    const problem = await changeUserPath(env, true, question.run ?? runOnWindows(env));
    if (problem !== null) throw notPlaced(file, 'path_not_changed', problem);
  }
  return readCommandStatus(question);
}

/** Refuses to make a command that could start nothing. */
function refuseUnable(question: CommandQuestion, file: string): void {
  const { program } = question;
  if (isPassing(question)) throw notPlaced(file, 'not_installed', program.file);
  const needed = program.appImage === null ? [program.file, program.cli] : [program.appImage];
  const missing = needed.find((path) => !existsSync(path));
  if (missing !== undefined) throw notPlaced(file, 'no_program', missing);
}

/** The single file of Windows unpacks itself to another place at each start, and macOS runs what was not moved from one. */
function isPassing({ platform, env, program }: CommandQuestion): boolean {
  if (!program.isDesktop) return false;
  if (platform === 'win32') return Boolean(env['PORTABLE_EXECUTABLE_DIR']);
  return platform === 'darwin' && program.file.includes('/AppTranslocation/');
}

/** Takes the command away that Stile wrote; fine when there is none. @throws COMMAND_NOT_PLACED */
export async function removeCommand(question: CommandQuestion): Promise<CommandStatus> {
  const { file, exists, isOurs, onPath } = await readCommandStatus(question);
  if (exists && (!isOurs || findInstalled(question) !== null)) throw notOurs(file);
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw notPlaced(file, 'not_writable', errorText(error), error);
  }
  if (question.platform === 'win32') {
    removeIfEmpty(dirname(file));
    if (onPath) await changeUserPath(question.env, false, question.run ?? runOnWindows(question.env));
  }
  return readCommandStatus(question);
}

/** The command that the package of this program has put on PATH; its installer takes it away, nobody else. */
function findInstalled(question: CommandQuestion): CommandStatus | null {
  const file = question.platform === 'win32' ? findOnWindows(question) : findLinked(question);
  if (file === undefined) return null;
  const there = { exists: true, isOurs: true, pointsHere: true, onPath: true };
  return { file, ...there, needsNewTerminal: false, pathLine: null };
}

/** The package's link to what it shipped. */
function findLinked({ env, resources }: CommandQuestion): string | undefined {
  const shipped = realPath(join(resources, 'bin', 'stile'));
  if (shipped === null) return undefined;
  return pathFolders(env['PATH']).map((folder) => join(folder, 'stile')).find((path) => realPath(path) === shipped); // prettier-ignore
}

/** The installer has put the folder itself on PATH. */
function findOnWindows({ env, resources }: CommandQuestion): string | undefined {
  const file = join(resources, 'bin', 'stile.cmd');
  return existsSync(file) && windowsFolders(env).includes(dirname(file).toLowerCase()) ? file : undefined;
}

/** The file of the command where Stile wrote it and may take it away; null for none. */
export function findRemovableCommand(question: CommandQuestion): string | null {
  if (findInstalled(question) !== null) return null;
  const file = placeOf(question);
  return readText(file)?.includes(shimMark) === true ? file : null;
}

function placeOf(user: CommandQuestion): string {
  if (user.file !== undefined) return user.file;
  const mayUseLocalBin = user.platform === 'darwin' && isWritable('/usr/local/bin');
  return shimPlace(user.platform, { localAppData: localAppData(user), home: user.home, mayUseLocalBin });
}

async function lookAtPath(
  { platform, env, run }: CommandQuestion,
  folder: string,
): Promise<{ onPath: boolean; needsNewTerminal: boolean }> {
  if (platform !== 'win32') {
    // An app that macOS starts from its dock sees less of PATH than every terminal does.
    const isAlways = platform === 'darwin' && folder === '/usr/local/bin';
    return { onPath: isAlways || pathFolders(env['PATH']).includes(folder), needsNewTerminal: false };
  }
  const isHere = windowsFolders(env).includes(folder.toLowerCase());
  const onPath = await isOnUserPath(env, run ?? runOnWindows(env));
  return { onPath: onPath || isHere, needsNewTerminal: onPath && !isHere };
}

function pathFolders(path = ''): string[] {
  return path.split(delimiter).filter((folder) => folder !== '').map((folder) => posix.join(folder, '.')); // prettier-ignore
}

/** In lower case, for Windows tells no two apart by that; it spells the variable itself in two ways. */
function windowsFolders(env: UserPlace['env']): string[] {
  return (env['PATH'] ?? env['Path'] ?? '').toLowerCase().split(';');
}

/** What puts the folder on PATH, in the words of the user's shell. */
function pathLine({ platform, env, home }: UserPlace, folder: string): string | null {
  if (platform === 'win32') return null;
  const inHome = folder.startsWith(`${home}/`) ? `$HOME${folder.slice(home.length)}` : folder;
  return basename(env['SHELL'] ?? '') === 'fish'
    ? `fish_add_path "${inHome}"`
    : `export PATH="${inHome}:$PATH"`;
}

function write(file: string, text: string): void {
  try {
    makeFolders(dirname(file));
    writeFileAtomic(file, text, 0o755);
  } catch (error) {
    throw notPlaced(file, 'not_writable', errorText(error), error);
  }
}

/** Null when nothing is there; what cannot be read is none of ours. */
function readText(file: string): string | null {
  try {
    lstatSync(file);
  } catch {
    return null;
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function notOurs(file: string): StileError {
  return notPlaced(file, 'not_ours', '');
}

function notPlaced(
  file: string,
  problem: ErrorData<'COMMAND_NOT_PLACED'>['problem'],
  cause: string,
  error?: unknown,
): StileError {
  return new StileError(
    'COMMAND_NOT_PLACED',
    sentences[problem](file, cause),
    { file, problem, cause },
    error,
  );
}

const sentences: Record<ErrorData<'COMMAND_NOT_PLACED'>['problem'], (file: string, cause: string) => string> =
  {
    not_ours: (file) =>
      `${file} was not written by this Stile, so it stays as it is. Move it away, or uninstall what brought it, and try again.`,
    not_writable: (file, cause) =>
      `${file} cannot be written (${cause}). Give your user write permission to its folder.`,
    no_program: (_, cause) =>
      `There is no ${cause} for the command to start. Install Stile again; in a checkout: npm run build`,
    not_installed: (_, cause) =>
      `Stile runs from ${cause}, which is gone when it ends, so no command could start it. Install it (macOS: move it to Applications; Windows: the installer or the zip), start it from there, and try again.`,
    path_not_changed: (file, cause) =>
      `${file} was written, but its folder could not be added to your PATH (${cause}). Add it by hand in the settings of Windows.`,
  };
