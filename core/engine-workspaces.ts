import { isAbsolute, join, resolve } from 'node:path';
import type { FolderReport, HealthCheck } from '#contract/workspaces.ts';
import { forgetRecent, listRecent } from '#core/desktop/recent-workspaces.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { readFreeBytes } from '#core/kernel/files.ts';
import type { UserPlace } from '#core/kernel/user-folders.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import { isInside, resolveLinks } from '#core/kernel/safe-paths.ts';
import { keepOutOfGit, refuseOccupied } from '#core/kernel/workspace-folder.ts';
import type { WorkspaceService } from '#core/rpc/rpc-context.ts';
import { importWorkspace } from '#core/store/import.ts';
import { inspectFolder, refuseUnfit } from '#core/store/inspect-folder.ts';
import { measureUsage } from '#core/store/workspace-usage.ts';
import { createBackupCalls, refuseWithoutHost, type WorkspaceHooks } from './engine-backups.ts';
import { homeOf } from './engine-options.ts';
import type { EngineParts } from './engine-parts.ts';
import type { EngineState } from './engine-state.ts';
import type { WorkLog } from './engine-work.ts';

/** What can be done with whole workspaces: this one, its backups, and others of the same user. */
export function createWorkspaceService(
  parts: EngineParts,
  state: EngineState,
  work: WorkLog,
  hooks: WorkspaceHooks,
): WorkspaceService {
  const { options, workspace } = parts;
  const { paths } = workspace;
  const place: UserPlace = { ...options, home: homeOf(options, paths.root) };
  // Two into one folder would write into each other's unfinished one.
  const importInTurn = createTurns();
  const inspect = (folder: string): Promise<FolderReport> => inspectFolder({ ...options, folder });
  return {
    ...createBackupCalls(parts, state, work, hooks),
    usage: async () => ({ parts: await measureUsage(paths), freeBytes: await readFreeBytes(paths.root) }),
    recent: () => ({ workspaces: listRecent(place, paths.root) }),
    forget: ({ path }) => {
      if (forgetRecent(place, path)) return;
      throw new StileError(
        'NOT_FOUND',
        `${path} is not among the recent workspaces. \`stile workspace list\` shows them.`,
        { kind: 'workspace', id: path },
      );
    },
    inspect: async ({ folder }) => {
      if (folder !== undefined) return inspect(absolute('folder', folder, place.home));
      const report = await inspect(paths.root);
      return { ...report, checks: [...report.checks, ...(await checkMachine(parts, state))] };
    },
    make: async ({ folder, template, language }) => {
      const root = absolute('folder', folder, place.home);
      refuseOccupied(root);
      refuseUnfit(await inspect(root));
      await hooks.make(root, template, language);
      return { workspace: root };
    },
    import: async ({ file, folder }) => {
      const root = absolute('folder', folder, place.home);
      if (isInside(paths.root, root)) {
        const remedy = 'Choose a folder beside it.';
        throw invalidArgument('folder', folder, 'it lies in the workspace that is open', remedy);
      }
      refuseUnfit(await inspect(root));
      const archive = absolute('file', file, place.home);
      return { workspace: root, ...(await importInTurn(() => importWorkspace(archive, root))) };
    },
    open: async ({ folder }) => {
      const report = await inspect(absolute('folder', folder, place.home));
      if (resolveLinks(report.workspace) === resolveLinks(paths.root)) return { workspace: paths.root };
      refuseUnfit(report);
      refuseWithoutHost(parts, 'open', report.workspace);
      if (report.holds === 'project') keepOutOfGit(report.workspace);
      hooks.goOn({ kind: 'open', workspace: report.workspace });
      return { workspace: report.workspace };
    },
  };
}

/** `~` is the user's home; any other relative folder would be one below wherever the engine was started. */
function absolute(field: 'folder' | 'file', given: string, home: string): string {
  const path = given.trim().replace(/^~(?=$|[\\/])/, home);
  if (isAbsolute(path) && !path.includes('\0')) return resolve(path);
  throw invalidArgument(
    field,
    given,
    'it must be a whole path',
    `For example ${join(home, 'Stile', field === 'file' ? 'new.stile' : 'new')}`,
  );
}

/** What of the machine can get in the way, whatever the folder. */
async function checkMachine(
  { workspace, python }: EngineParts,
  { listening }: EngineState,
): Promise<HealthCheck[]> {
  const usable = (await python.interpreters(false)).filter(({ refusal }) => refusal === null);
  const version = usable[0]?.version ?? null;
  const port = new URL(listening?.address ?? 'http://localhost').port;
  const sqlite = workspace.connection.get<{ version: string }>('SELECT sqlite_version() AS version');
  return [
    listening === null
      ? { id: 'port', state: 'good', finding: 'off', found: '' }
      : listening.wantedPort === null
        ? { id: 'port', state: 'good', finding: 'wanted', found: port }
        : { id: 'port', state: 'warning', finding: 'moved', found: `${listening.wantedPort} ${port}` },
    { id: 'trainer', state: 'good', finding: 'builtin', found: '' },
    version === null
      ? { id: 'python', state: 'warning', finding: 'none', found: '' }
      : { id: 'python', state: 'good', finding: 'found', found: version },
    { id: 'node', state: 'good', finding: 'version', found: process.versions.node },
    { id: 'sqlite', state: 'good', finding: 'version', found: sqlite?.version ?? '' },
  ];
}
