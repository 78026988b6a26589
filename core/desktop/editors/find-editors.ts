import { access, constants, readdir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { EditorStatus, FoundEditor } from '#contract/editors.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { UserPlace } from '#core/kernel/user-folders.ts';
import {
  findByCommand,
  listEditorPlaces,
  needsTerminal,
  pathFolders,
  readVariable,
  type EditorPlace,
} from './known-editors.ts';
import { parseCommand } from './own-command.ts';

/** Whether something is there that can be started; an app of macOS is a folder. */
export type IsThere = (program: string) => Promise<boolean>;

/** The editors of this machine, the most wanted first, each once. Only looks; nothing is started. */
export async function findEditors(user: UserPlace, isThere: IsThere = isStartable): Promise<FoundEditor[]> {
  const places = await listPlaces(user);
  const programs = await Promise.all(places.map((place) => programOf(place, isThere)));
  const found = new Map<string, FoundEditor>();
  places.forEach(({ id, name }, at) => {
    const program = programs[at] ?? null;
    if (program !== null && !found.has(id)) found.set(id, { id, name, program });
  });
  return [...found.values()];
}

async function programOf({ program, better }: EditorPlace, isThere: IsThere): Promise<string | null> {
  if (!(await isThere(program))) return null;
  return better !== undefined && (await isThere(better)) ? better : program;
}

async function isStartable(program: string): Promise<boolean> {
  return program.endsWith('.app') ? isFolder(program) : isProgram(program);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

async function isProgram(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    return (await stat(program)).isFile();
  } catch {
    return false;
  }
}

/** The places, once the folders that they ask for are read. */
async function listPlaces(user: UserPlace): Promise<EditorPlace[]> {
  const asked = new Set<string>();
  listEditorPlaces({ ...user, list: (folder) => (asked.add(folder), []) });
  const names = new Map<string, string[]>();
  await Promise.all(
    [...asked].map(async (folder) => names.set(folder, await readdir(folder).catch(() => []))),
  );
  return listEditorPlaces({ ...user, list: (folder) => names.get(folder) ?? [] });
}

/**
 * What `VISUAL` or `EDITOR` asks for, and the editor that it names where that is found; null without either. A `VISUAL`
 * that needs a terminal leaves the choice to `EDITOR`.
 */
export function readEditorVariable(
  { env, platform }: UserPlace,
  found: readonly FoundEditor[],
): (NonNullable<EditorStatus['variable']> & { editor: FoundEditor | null }) | null {
  let terminal: (NonNullable<EditorStatus['variable']> & { editor: null }) | null = null;
  for (const name of ['VISUAL', 'EDITOR'] as const) {
    const value = readVariable(env, name)?.trim();
    if (value === undefined || value === '') continue;
    const words = wordsOf(value, platform);
    if (needsTerminal(words)) {
      terminal ??= { name, value, state: 'terminal', editor: null };
      continue;
    }
    const known = findByCommand(words[0] ?? '');
    if (known === undefined) return { name, value, state: 'unknown', editor: null };
    const editor = found.find(({ id }) => id === known.id) ?? null;
    return { name, value, state: editor === null ? 'not_found' : 'used', editor };
  }
  return terminal;
}

function wordsOf(value: string, platform: UserPlace['platform']): string[] {
  try {
    return parseCommand(value, platform);
  } catch (error) {
    if (!(error instanceof StileError)) throw error;
    return [value];
  }
}

/**
 * The absolute path of the program that an own command begins with: a whole path, one from the user's home folder, or a
 * name on PATH. Null where there is none.
 */
export async function findOwnProgram(
  { env, home, platform }: UserPlace,
  given: string,
): Promise<string | null> {
  const program = /^~[\\/]/.test(given) ? join(home, given.slice(2)) : given;
  if (isAbsolute(program)) return (await isProgram(program)) ? program : null;
  // A relative path would mean another file wherever the engine was started.
  if (/[\\/]/.test(program)) return null;
  const isWindows = platform === 'win32';
  const isWhole = !isWindows || /\.(exe|cmd|bat|com)$/i.test(program);
  const endings = isWhole ? [''] : ['.exe', '.cmd', '.bat'];
  for (const folder of pathFolders(env, isWindows ? ';' : ':')) {
    for (const ending of endings) {
      const path = join(folder, program + ending);
      if (await isProgram(path)) return path;
    }
  }
  return null;
}
