import { readdirSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { EditorStatus, FoundEditor } from '#contract/editors.ts';
import { findProgram } from '#core/processes/find-program.ts';
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
  const places = listEditorPlaces({ ...user, list: listNames });
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
  try {
    await access(program, constants.X_OK);
    const info = await stat(program);
    return program.endsWith('.app') ? info.isDirectory() : info.isFile();
  } catch {
    return false;
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What `VISUAL` or `EDITOR` asks for, and the editor that it names where that is found; null without either. */
export function readEditorVariable(
  { env, platform }: UserPlace,
  found: readonly FoundEditor[],
): (NonNullable<EditorStatus['variable']> & { editor: FoundEditor | null }) | null {
  for (const name of ['VISUAL', 'EDITOR'] as const) {
    const value = readVariable(env, name)?.trim();
    if (value === undefined || value === '') continue;
    const words = wordsOf(value, platform);
    if (needsTerminal(words)) return { name, value, state: 'terminal', editor: null };
    const known = findByCommand(words[0] ?? '');
    if (known === undefined) return { name, value, state: 'unknown', editor: null };
    const editor = found.find(({ id }) => id === known.id) ?? null;
    return { name, value, state: editor === null ? 'not_found' : 'used', editor };
  }
  return null;
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
  if (isAbsolute(program)) return (await isStartable(program)) ? program : null;
  // A relative path would mean another file wherever the engine was started.
  if (/[\\/]/.test(program)) return null;
  if (platform !== 'win32') return findProgram(platform, env, program);
  for (const folder of pathFolders(env, ';')) {
    const endings = /\.(exe|cmd|bat|com)$/i.test(program) ? [''] : ['.exe', '.cmd', '.bat'];
    for (const ending of endings) {
      const path = join(folder, program + ending);
      if (await isStartable(path)) return path;
    }
  }
  return null;
}
