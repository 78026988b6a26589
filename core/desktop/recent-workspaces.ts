import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import type { RecentWorkspace } from '#contract/workspaces.ts';
import { makeFolders, writeFileAtomic } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';
import { recentFile, type UserPlace } from '#core/kernel/user-folders.ts';
import { buildWorkspacePaths, projectWorkspaceName } from '#core/kernel/workspace-paths.ts';

const maxRemembered = 20;
const remembered = z.array(z.object({ path: z.string(), openedAt: z.number() }));
type Remembered = z.infer<typeof remembered>;

/** The workspaces of this user, the one that was opened last first. `open`: the folder of the one that is open. */
export function listRecent(place: UserPlace, open: string): RecentWorkspace[] {
  return read(place).map(({ path, openedAt }) => ({
    path,
    name: workspaceName(path),
    openedAt,
    exists: existsSync(buildWorkspacePaths(path).database),
    isOpen: path === open,
  }));
}

/** The workspace that this user opened last and that is still there; null when there is none. */
export function findLastOpened(place: UserPlace): string | null {
  return read(place).find(({ path }) => existsSync(buildWorkspacePaths(path).database))?.path ?? null;
}

/** A workspace of a project is called as the project is. */
function workspaceName(path: string): string {
  return basename(basename(path) === projectWorkspaceName ? dirname(path) : path);
}

/** Puts a workspace first in the list. Where that cannot be written, nothing happens: it is a comfort. */
export function noteOpened(place: UserPlace, path: string, now: number): void {
  write(place, [{ path, openedAt: now }, ...read(place).filter((entry) => entry.path !== path)]);
}

/** Takes a workspace out of the list; returns whether it was in it. */
export function forgetRecent(place: UserPlace, path: string): boolean {
  const before = read(place);
  const after = before.filter((entry) => entry.path !== path);
  if (after.length === before.length) return false;
  write(place, after);
  return true;
}

function read(place: UserPlace): Remembered {
  try {
    return remembered.safeParse(parseJson(readFileSync(recentFile(place), 'utf8'))).data ?? [];
  } catch {
    return [];
  }
}

function write(place: UserPlace, entries: Remembered): void {
  const file = recentFile(place);
  try {
    makeFolders(dirname(file));
    writeFileAtomic(file, `${JSON.stringify(entries.slice(0, maxRemembered), null, 1)}\n`, 0o600);
  } catch {
    return;
  }
}
