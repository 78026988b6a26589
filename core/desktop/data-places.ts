import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { DataPlace } from '#contract/desktop-tools.ts';
import { measureFolder } from '#core/kernel/folder-size.ts';
import { compileCacheFolder, editorFile } from '#core/kernel/user-folders.ts';
import { isInside, resolveLinks } from '#core/kernel/safe-paths.ts';
import { buildWorkspacePaths, projectWorkspaceName } from '#core/kernel/workspace-paths.ts';
import { findRemovableCommand, type CommandQuestion } from './command-path.ts';
import { tryFile } from './editors/try-file.ts';
import { findPlaces } from './places.ts';
import { listRecent } from './recent-workspaces.ts';

export interface DataQuestion extends CommandQuestion {
  /** Whether an engine has this workspace open. */
  isOpen(workspace: string): boolean;
}

/** A place with what of it belongs to Stile: only that is measured, and only that is ever removed. */
export interface OwnedPlace extends DataPlace {
  /** Names in the folder; null for a place that is a file. */
  entries: string[] | null;
}

/**
 * Everything that Stile keeps on this machine, as it is now. A folder that is a link is none of ours; of a folder that
 * holds other things too, the files of a project for example, only what Stile has put there counts.
 */
export async function listOwnedPlaces(question: DataQuestion): Promise<OwnedPlace[]> {
  const places = findPlaces(question);
  const ofEditor = [editorFile(question), tryFile(question)];
  const nested = [
    ...[places.logs, places.crashDumps, places.recentFile, places.pythonEnvironments],
    ...ofEditor,
  ];
  const command = findRemovableCommand(question);
  const found = [
    ownFolder('profile', places.profile, (name) => !nested.includes(join(places.profile, name))),
    ownFolder('profile', compileCacheFolder(question), isCompileCache),
    ...ownOfMacOs(question),
    ownFolder('logs', places.logs, isShellLog),
    ownFolder('crashDumps', places.crashDumps),
    ownFile('recent', places.recentFile),
    ...ofEditor.map((file) => ownFile('editor', file)),
    ownFolder('pythonEnvironments', places.pythonEnvironments, isEnvironment),
    ...findWorkspaces(question, places.defaultWorkspace),
    ...(command === null ? [] : [ownFile('command', command)]),
  ];
  return Promise.all(found.flatMap((place) => (place === null ? [] : measure(place))));
}

/** The same without what the answer does not need. */
export async function listDataPlaces(question: DataQuestion): Promise<DataPlace[]> {
  return (await listOwnedPlaces(question)).map(({ entries: _, ...place }) => place);
}

type Found = Omit<OwnedPlace, 'bytes' | 'files'>;

async function measure(place: Found): Promise<OwnedPlace> {
  const paths = place.entries === null ? [place.path] : place.entries.map((name) => join(place.path, name));
  const total = { bytes: 0, files: 0 };
  for (const path of paths) {
    const info = lstatSync(path, { throwIfNoEntry: false });
    if (info === undefined) continue;
    const { bytes, files } = info.isDirectory() ? await measureFolder(path) : { bytes: info.size, files: 1 };
    total.bytes += bytes;
    total.files += files;
  }
  return { ...place, ...total };
}

function ownFile(kind: DataPlace['kind'], path: string): Found | null {
  return isKind(path, 'isFile') ? { kind, path, isOpen: false, entries: null } : null;
}

function ownFolder(kind: DataPlace['kind'], path: string, isOurs?: (name: string) => boolean): Found | null {
  if (!isKind(path, 'isDirectory')) return null;
  const entries = listNames(path).filter((name) => isOurs?.(name) ?? true);
  return entries.length === 0 ? null : { kind, path, isOpen: false, entries };
}

/** As in electron-builder.yml: the name under which macOS itself keeps some things of an app. */
const appId = 'se.stile.app';

/** What macOS keeps of the app beside what the app does, also in portable mode. */
function ownOfMacOs({ platform, home }: DataQuestion): (Found | null)[] {
  if (platform !== 'darwin') return [];
  const library = join(home, 'Library');
  return [
    ownFile('profile', join(library, 'Preferences', `${appId}.plist`)),
    ...['Caches', 'HTTPStorages'].map((folder) => ownFolder('profile', join(library, folder, appId))),
    ownFolder('profile', join(library, 'Saved Application State', `${appId}.savedState`)),
  ];
}

/** The cache of one version of Node, as it names it: `v24.21.0-x64-964aae3f-0`, without a user on Windows. */
function isCompileCache(name: string): boolean {
  return /^v\d+\.\d+\.\d+[\w.]*-\w+-[0-9a-f]{8}(?:-\d+)?$/.test(name);
}

/** `STILE_DATA` may name a folder that has logs of others. */
function isShellLog(name: string): boolean {
  return /^desktop(?:\.\d+)?\.log$/.test(name);
}

/** An environment, its lock, or what is left of one. */
function isEnvironment(name: string): boolean {
  return /^[0-9a-f]{32}(?:\.[\w-]{1,40})*$/.test(name);
}

/** The workspaces of this user: the default one, and those that were open. */
function findWorkspaces(question: DataQuestion, otherwise: string): Found[] {
  const recent = listRecent(question, '').map(({ path }) => path);
  const real = new Set<string>();
  return [otherwise, ...recent].flatMap((given) => {
    const path = followLink(resolve(given));
    const place = path === null || real.has(resolveLinks(path)) ? null : ownWorkspace(question, path);
    if (place === null) return [];
    real.add(resolveLinks(place.path));
    return [place];
  });
}

/** Only what really is a workspace; never a folder that holds the user's home. */
function ownWorkspace({ home, isOpen }: DataQuestion, path: string): Found | null {
  if (isInside(path, home) || !isKind(buildWorkspacePaths(path).database, 'isFile')) return null;
  const place = ownFolder('workspace', path, (name) => isOfWorkspace(path, name));
  return place === null ? null : { ...place, isOpen: isOpen(path) };
}

function isOfWorkspace(root: string, name: string): boolean {
  if (name === '.gitignore') return basename(root) === projectWorkspaceName;
  const { artifacts, datasets, pipelines, logs, backups } = buildWorkspacePaths(root);
  const folders = [artifacts, datasets, pipelines, logs, backups].map((folder) => relative(root, folder));
  return folders.includes(name) || /^(stile\.db(-\w+|\.replaced-[\w.-]+)?|engine\.lock(-journal)?|engine\.json(\.\d+\.tmp)?)$/.test(name); // prettier-ignore
}

/** The folder itself, or where a link leads that stands for it; null where that is nowhere. */
function followLink(path: string): string | null {
  if (!isKind(path, 'isSymbolicLink')) return path;
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isKind(path: string, kind: 'isFile' | 'isDirectory' | 'isSymbolicLink'): boolean {
  try {
    return lstatSync(path)[kind]();
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

/** Folders that Stile has made around its places, to be removed when nothing is left in them. */
export function listFoldersAround(question: DataQuestion): string[] {
  const { STILE_RECENT: _list, STILE_PYTHON_ENVS: _environments, ...env } = question.env;
  const { profile, defaultWorkspace, recentFile, pythonEnvironments } = findPlaces({ ...question, env });
  const folders = [compileCacheFolder(question), defaultWorkspace, recentFile, pythonEnvironments].map((path) => dirname(path)); // prettier-ignore
  return [...folders.filter((folder) => /^(stile|workspaces)$/i.test(basename(folder))), profile];
}
