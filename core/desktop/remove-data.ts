import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dataPlaceKinds, type DataPlace } from '#contract/desktop-tools.ts';
import { errorText, invalidArgument, StileError, systemCode } from '#core/kernel/errors.ts';
import { removeIfEmpty, removeWithRetry } from '#core/kernel/files.ts';
import { resolveLinks } from '#core/kernel/safe-paths.ts';
import { dataFolder } from '#core/kernel/user-folders.ts';
import { removeCommand } from './command-path.ts';
import { listFoldersAround, listOwnedPlaces, type DataQuestion, type OwnedPlace } from './data-places.ts';
import { forgetRecent } from './recent-workspaces.ts';

/** A place that is gone, or why something of it is still there. */
export interface RemovedPlace {
  place: DataPlace;
  problem: string | null;
}

/**
 * The places that are meant, from a list made anew: by path, or by kind for all but workspaces, which are named one by
 * one. Nothing named means everything that is no workspace.
 * @throws INVALID_ARGUMENT for what is none of them
 */
export async function choosePlaces(question: DataQuestion, named: readonly string[]): Promise<OwnedPlace[]> {
  const listed = await listOwnedPlaces(question);
  if (named.length === 0) return listed.filter(({ kind }) => kind !== 'workspace');
  const chosen = named.flatMap((name) => {
    if (isKindName(name)) return listed.filter(({ kind }) => kind === name);
    const path = resolve(name);
    const place = listed.find((one) => one.path === path || resolveLinks(one.path) === resolveLinks(path));
    if (place === undefined) throw notListed(name);
    return [place];
  });
  return listed.filter((place) => chosen.includes(place));
}

function isKindName(name: string): boolean {
  return name !== 'workspace' && dataPlaceKinds.some((kind) => kind === name);
}

function notListed(name: string): StileError {
  const rule = 'Stile keeps nothing there, or it is gone already';
  return invalidArgument('places', name, rule, 'stile app data list shows what there is.');
}

/** Removes what is ours of these places, and the folders around them that are empty then. Goes on where one fails. */
export async function removePlaces(
  question: DataQuestion,
  chosen: readonly OwnedPlace[],
): Promise<RemovedPlace[]> {
  const removed: RemovedPlace[] = [];
  for (const { entries, ...place } of chosen) {
    const problem = await remove(question, place, entries).then(
      () => null,
      (error: unknown) => errorText(error),
    );
    if (place.kind === 'workspace' && problem === null) forgetRecent(question, place.path);
    removed.push({ place, problem });
  }
  const data = dataFolder(question);
  for (const folder of [...listFoldersAround(question), ...(data === null ? [] : [data])])
    removeIfEmpty(folder);
  return removed;
}

async function remove(
  question: DataQuestion,
  { kind, path }: DataPlace,
  entries: string[] | null,
): Promise<void> {
  if (kind === 'command') {
    await removeCommand(question);
    return;
  }
  // A link among them goes as a link: what it leads to stays.
  for (const name of entries ?? ['']) await removeWhenFree(join(path, name));
  if (entries !== null) removeIfEmpty(path);
}

/** How often a file is tried that a program holds which is about to end; each try takes more than a second. */
const tries = 8;

async function removeWhenFree(path: string): Promise<void> {
  for (let left = tries - 1; ; left--) {
    try {
      await removeWithRetry(path);
      return;
    } catch (error) {
      if (left === 0 || !['EPERM', 'EBUSY', 'ENOTEMPTY'].includes(systemCode(error))) throw error;
    }
  }
}

/** How long a program may take to end, and how often this looks, in ms. */
const endLimitMs = 60_000;
const lookMs = 100;

/** Waits until a process is gone. @throws ENGINE_UNREACHABLE when it does not end */
export async function waitForEnd(pid: number, limitMs = endLimitMs): Promise<void> {
  const started = performance.now();
  while (isAlive(pid)) {
    if (performance.now() - started > limitMs) {
      const cause = `process ${pid} has not ended within ${limitMs / 1000} s`;
      const message = `Nothing was removed: ${cause}. Close Stile, and try again.`;
      throw new StileError('ENGINE_UNREACHABLE', message, { path: String(pid), address: null, cause });
    }
    await wait(lookMs);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
