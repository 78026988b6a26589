import { isAbsolute } from 'node:path';
import type { Outputs } from '#contract/procedures.ts';
import { describeApp, updateKeysFile, type AppFacts } from '#core/desktop/app-info.ts';
import { addCommand, readCommandStatus, removeCommand } from '#core/desktop/command-path.ts';
import { listDataPlaces, type DataQuestion } from '#core/desktop/data-places.ts';
import { packDiagnostics, writeDiagnostics, type DiagnosticsSource } from '#core/desktop/diagnostics.ts';
import { startRemoval } from '#core/desktop/start-removal.ts';
import { findThisProgram } from '#core/desktop/this-program.ts';
import { checkUpdate, readUpdateKeys } from '#core/desktop/update-check.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { resolveLinks } from '#core/kernel/safe-paths.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { startDetached } from '#core/processes/start-detached.ts';
import type { AppService, EngineServices } from '#core/rpc/rpc-context.ts';
import { readDatabaseFacts } from '#core/store/database-facts.ts';
import { isLocked } from '#core/store/workspace-lock.ts';
import { homeOf } from './engine-options.ts';
import type { EngineParts } from './engine-parts.ts';

/** What of the engine's other services this one asks. */
type Others = Pick<EngineServices, 'systemInfo' | 'workspaces'> & { stop(): void };

/** What concerns the program on this machine rather than the workspace. */
export function createAppService(parts: EngineParts, others: Others): AppService {
  const { options, workspace } = parts;
  const { platform, env, resources, version } = options;
  const app: AppFacts = {
    ...{ platform, env, resources, version, arch: process.arch },
    home: homeOf(options, workspace.paths.root),
    program: findThisProgram(platform, env),
  };
  const question: DataQuestion = {
    ...app,
    // To look at the lock of its own workspace would end it.
    isOpen: (folder) =>
      resolveLinks(folder) === resolveLinks(workspace.paths.root) || isLocked(buildWorkspacePaths(folder)),
  };
  return {
    info: () => describeApp(app),
    command: () => readCommandStatus(app),
    addCommand: () => addCommand(app),
    removeCommand: () => removeCommand(app),
    checkUpdate: ({ file, allowOlder }) => {
      refuseRelative(file);
      const keys = readUpdateKeys(updateKeysFile(resources));
      return checkUpdate({ file, keys, platform, arch: process.arch, version, allowOlder });
    },
    dataPlaces: async () => ({ places: await listDataPlaces(question) }),
    removeData: async (places) => {
      if (options.capabilities.nativeDialogs) throw refuseInDesktop(workspace.paths.root);
      await startRemoval(question, places, { pid: process.pid, startDetached });
      others.stop();
    },
    diagnostics: async ({ file, overwrite, withDumps }) => {
      const source: DiagnosticsSource = {
        ...{ app, withDumps, workspace: workspace.paths.root, now: options.clock.now() },
        ofEngine: await describeState(parts, others),
      };
      if (file !== undefined) return { ...(await writeDiagnostics(source, file, overwrite)), archive: null };
      return toAnswer(await packDiagnostics(source));
    },
  };
}

function refuseInDesktop(path: string): StileError {
  const remedy = 'Remove it in Settings, Desktop.';
  return new StileError('INVALID_STATE', `${path} is open in the desktop app, which would go on. ${remedy}`, {
    ...{
      kind: 'workspace',
      id: path,
      state: 'open in the desktop app',
      needed: 'a host without one',
      remedy,
    },
  });
}

/** A relative path would mean one below wherever the engine was started. */
function refuseRelative(file: string): void {
  if (isAbsolute(file)) return;
  throw invalidArgument('file', file, 'it must be a whole path', 'Start it with / or a drive letter.');
}

function toAnswer({
  name,
  entries,
  content,
}: Awaited<ReturnType<typeof packDiagnostics>>): Outputs['app']['diagnostics'] {
  const archive = new File([new Uint8Array(content)], name, { type: 'application/zip' });
  return { file: null, name, bytes: content.length, entries, archive };
}

/** Figures of the engine and its workspace; nothing that a person has written. */
async function describeState(
  { workspace }: EngineParts,
  { systemInfo, workspaces }: Others,
): Promise<DiagnosticsSource['ofEngine']> {
  const { startedAt, wantedPort, trackingAccess, runtime, capabilities, ...info } = await systemInfo();
  const { lastStart, lastCheck, backups } = workspaces.backups();
  const { readyAt, wasKilled, failure } = lastStart;
  const { readOnly, schemaVersion, warnings } = info.workspace;
  return {
    engine: {
      ...{ startedAt, readyAt, wasKilled, failure: failure?.code ?? null },
      ...{ runtime, capabilities, trackingAccess, wantedPort, readOnly, warnings },
    },
    health: (await workspaces.inspect({})).checks,
    database: {
      schemaVersion,
      ...(await readDatabaseFacts(workspace.connection)),
      lastCheck: lastCheck === null ? null : { ...lastCheck, file: 'stile.db' },
      backups: backups.map(({ createdAt, bytes, reason }) => ({ createdAt, bytes, reason })),
    },
    usage: await workspaces.usage(),
  };
}
