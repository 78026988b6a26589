import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { FolderReport, HealthCheck } from '#contract/workspaces.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { readFreeBytes } from '#core/kernel/files.ts';
import { findFolderHazard, type Environment, type Platform } from '#core/kernel/folder-hazards.ts';
import { buildWorkspacePaths, projectWorkspaceName } from '#core/kernel/workspace-paths.ts';
import { readHeaderVersion } from './migrate.ts';
import { schemaVersion } from './migrations/index.ts';
import { isLocked, readEngineFile } from './workspace-lock.ts';

export interface FolderQuestion {
  /** absolute */
  folder: string;
  platform: Platform;
  env: Environment;
}

/** Fewer free bytes than this hold no workspace; fewer than that soon none. */
const tooFewBytes = 20_000_000;
const fewBytes = 500_000_000;
/** Windows' programs other than Stile take 260 characters, of which files of runs need about half. */
const longPath = 120;

/** What lies in a folder and whether it is a good place for a workspace; changes nothing that stays. */
export async function inspectFolder(question: FolderQuestion): Promise<FolderReport> {
  const { folder } = question;
  const holds = whatItHolds(folder);
  const workspace = workspaceOf(folder, holds);
  const paths = buildWorkspacePaths(workspace);
  const isOpen = isLocked(paths);
  const engine = isOpen ? readEngineFile(paths) : undefined;
  return {
    folder,
    holds,
    workspace,
    openIn: engine === undefined ? null : { pid: engine?.pid ?? null, address: engine?.address ?? null },
    checks: [
      isOpen
        ? { id: 'folder', state: 'good', finding: 'workspace', found: workspace }
        : checkFolder(workspace),
      await checkDisk(nearest(workspace)),
      checkPlace(question, workspace),
      checkPath(question.platform, workspace),
    ],
  };
}

/** The workspace that a folder stands for: itself, or the folder `.stile` of a project. */
function workspaceOf(folder: string, holds: FolderReport['holds']): string {
  const inside = join(folder, projectWorkspaceName);
  if (holds === 'project' || (holds === 'nothing' && existsSync(inside))) return inside;
  return folder;
}

function whatItHolds(folder: string): FolderReport['holds'] {
  if (existsSync(buildWorkspacePaths(folder).database)) return 'workspace';
  if (basename(folder) === projectWorkspaceName) return 'nothing';
  try {
    return readdirSync(folder).length > 0 ? 'project' : 'nothing';
  } catch {
    // It is not there yet, or it is no folder, which its check tells.
    return 'nothing';
  }
}

/** The nearest folder, or file, that is there. */
function nearest(path: string): string {
  const above = dirname(path);
  return above === path || existsSync(path) ? path : nearest(above);
}

/**
 * Only for what no engine has open: to open and close the database of an engine in this very process would end its locks.
 */
function checkFolder(workspace: string): HealthCheck {
  const there = nearest(workspace);
  const make = (state: HealthCheck['state'], finding: string, found = workspace): HealthCheck => ({
    id: 'folder',
    state,
    finding,
    found,
  });
  if (!statSync(there).isDirectory()) return make('bad', 'file', there);
  const version = readVersion(buildWorkspacePaths(workspace).database);
  if (version > schemaVersion) return make('bad', 'newer');
  try {
    // Access rights do not tell all: a disk may be read-only, and Windows asks its lists.
    rmdirSync(mkdtempSync(join(there, '.stile-probe-')));
  } catch (error) {
    return make('bad', 'notWritable', errorText(error));
  }
  if (version > 0) return make('good', version < schemaVersion ? 'older' : 'workspace');
  return make('good', 'writable');
}

function readVersion(database: string): number {
  try {
    return readHeaderVersion(database);
  } catch {
    return 0;
  }
}

async function checkDisk(folder: string): Promise<HealthCheck> {
  const free = await readFreeBytes(folder);
  if (free === null) return { id: 'disk', state: 'good', finding: 'unknown', found: '' };
  const [state, finding] =
    free < tooFewBytes
      ? (['bad', 'full'] as const)
      : free < fewBytes
        ? (['warning', 'low'] as const)
        : (['good', 'enough'] as const);
  return { id: 'disk', state, finding, found: String(free) };
}

function checkPlace({ platform, env }: FolderQuestion, workspace: string): HealthCheck {
  const there = nearest(workspace);
  const real = join(realpathSync(there), relative(there, workspace));
  const hazard = findFolderHazard(platform, env, real, readMounts(platform));
  if (hazard === null) return { id: 'place', state: 'good', finding: 'local', found: '' };
  const finding = hazard.code === 'SYNCED_FOLDER' ? 'synced' : 'network';
  return { id: 'place', state: 'warning', finding, found: hazard.detail };
}

/** The mounts of a Linux, as text; empty elsewhere. */
export function readMounts(platform: Platform): string {
  try {
    return platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : '';
  } catch {
    return '';
  }
}

function checkPath(platform: Platform, workspace: string): HealthCheck {
  const isLong = platform === 'win32' && workspace.length > longPath;
  return {
    id: 'path',
    state: isLong ? 'warning' : 'good',
    finding: isLong ? 'long' : 'short',
    found: String(workspace.length),
  };
}

/**
 * Refuses a folder that this Stile cannot open as a workspace, before anything is stopped for it.
 * @throws WORKSPACE_NOT_A_FOLDER, WORKSPACE_NEWER, WORKSPACE_NOT_WRITABLE, WORKSPACE_IN_USE
 */
export function refuseUnfit({ workspace, checks, openIn }: FolderReport): void {
  const bad = checks.find(({ id, state }) => id === 'folder' && state === 'bad');
  if (bad !== undefined) throw unfit(bad, workspace);
  if (openIn === null) return;
  const who = openIn.pid === null ? 'another Stile' : `process ${openIn.pid}`;
  throw new StileError(
    'WORKSPACE_IN_USE',
    `The workspace ${workspace} is open in ${who}. Use that one, or stop it first.`,
    { path: workspace, ...openIn },
  );
}

function unfit({ finding, found }: HealthCheck, workspace: string): StileError {
  switch (finding) {
    case 'file':
      return new StileError(
        'WORKSPACE_NOT_A_FOLDER',
        `${found} is a file. A workspace is a folder: name another path.`,
        { path: found },
      );
    case 'newer': {
      const newer = readVersion(buildWorkspacePaths(workspace).database);
      return new StileError(
        'WORKSPACE_NEWER',
        `The workspace ${workspace} was written by a newer Stile (its schema is ${newer}, this Stile knows ${schemaVersion}). Update Stile.`,
        { path: workspace, found: newer, supported: schemaVersion },
      );
    }
    default:
      return new StileError(
        'WORKSPACE_NOT_WRITABLE',
        `${workspace} cannot be written (${found}). Give your user write permission there, or choose another folder.`,
        { path: workspace, cause: found },
      );
  }
}
