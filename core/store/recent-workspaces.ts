import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, posix, win32 } from 'node:path';
import * as z from 'zod';
import type { RecentWorkspace } from '#contract/workspaces.ts';
import { makeFolders, writeFileAtomic } from '#core/kernel/files.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { parseJson } from '#core/kernel/json.ts';
import { buildWorkspacePaths, projectWorkspaceName } from '#core/kernel/workspace-paths.ts';

/** Where the list of a user's workspaces lies. */
export interface RecentPlace {
  platform: Platform;
  env: Environment;
  /** the user's home folder */
  home: string;
}

const maxRemembered = 20;
const remembered = z.array(z.object({ path: z.string(), openedAt: z.number() }));
type Remembered = z.infer<typeof remembered>;

/** The file with the list, in the folder that each system keeps for what programs know. `STILE_RECENT` overrides it. */
export function recentFile({ platform, env, home }: RecentPlace): string {
  const named = env['STILE_RECENT'];
  if (named) return named;
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'Stile', 'recent.json');
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'Stile', 'recent.json');
  }
  const state = env['XDG_STATE_HOME'];
  const folder = state?.startsWith('/') === true ? state : posix.join(home, '.local', 'state');
  return posix.join(folder, 'stile', 'recent.json');
}

/** The workspaces of this user, the one that was opened last first. `open`: the folder of the one that is open. */
export function listRecent(place: RecentPlace, open: string): RecentWorkspace[] {
  return read(place).map(({ path, openedAt }) => ({
    path,
    name: workspaceName(path),
    openedAt,
    exists: existsSync(buildWorkspacePaths(path).database),
    isOpen: path === open,
  }));
}

/** A workspace of a project is called as the project is. */
function workspaceName(path: string): string {
  return basename(basename(path) === projectWorkspaceName ? dirname(path) : path);
}

/** Puts a workspace first in the list. Where that cannot be written, nothing happens: it is a comfort. */
export function noteOpened(place: RecentPlace, path: string, now: number): void {
  write(place, [{ path, openedAt: now }, ...read(place).filter((entry) => entry.path !== path)]);
}

/** Takes a workspace out of the list; returns whether it was in it. */
export function forgetRecent(place: RecentPlace, path: string): boolean {
  const before = read(place);
  const after = before.filter((entry) => entry.path !== path);
  if (after.length === before.length) return false;
  write(place, after);
  return true;
}

function read(place: RecentPlace): Remembered {
  try {
    return remembered.safeParse(parseJson(readFileSync(recentFile(place), 'utf8'))).data ?? [];
  } catch {
    return [];
  }
}

function write(place: RecentPlace, entries: Remembered): void {
  const file = recentFile(place);
  try {
    makeFolders(dirname(file));
    writeFileAtomic(file, `${JSON.stringify(entries.slice(0, maxRemembered), null, 1)}\n`, 0o600);
  } catch {
    return;
  }
}
