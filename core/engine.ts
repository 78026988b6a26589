import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Actor, SystemInfo, WorkspaceWarning } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { readFreeBytes } from '#core/kernel/files.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Ids } from '#core/kernel/ids.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import { createEventHub, type EventHub } from '#core/rpc/event-hub.ts';
import { router } from '#core/rpc/router.ts';
import type { EngineServices, RpcContext } from '#core/rpc/rpc-context.ts';
import { listBackups, makeBackup } from '#core/store/backups.ts';
import type { EngineContext } from '#core/store/context.ts';
import { startDailyBackup } from '#core/store/daily-backup.ts';
import { exportWorkspace } from '#core/store/export.ts';
import { createFolderSizer } from '#core/store/folder-size.ts';
import { schemaVersion } from '#core/store/migrations/index.ts';
import { damaged, storeError } from '#core/store/store-errors.ts';
import { openWorkspace, type OpenWorkspace } from '#core/store/workspace.ts';
import { writeEngineFile } from '#core/store/workspace-lock.ts';
import { createWriteQueue, type WriteQueue } from '#core/store/write-queue.ts';
import { removePendingFiles } from '#core/tracking/index.ts';

export interface EngineOptions {
  /** The workspace folder; made when it is not there. */
  workspace: string;
  version: string;
  clock: Clock;
  ids: Ids;
  /** Given the workspace's log folder once that exists. */
  createLogger(folder: string): Logger;
  platform: Platform;
  env: Environment;
  capabilities: SystemInfo['capabilities'];
}

/** Where the HTTP host listens, once it does. */
export interface Listening {
  /** `http://127.0.0.1:5000` */
  address: string;
  /** The port that was asked for, when another program holds it. */
  wantedPort: number | null;
  /** Makes an address that lets one browser in. */
  browserUrl(): string;
}

export interface Engine {
  ctx: EngineContext;
  hub: EventHub;
  /** The token that the `stile` command shows at the RPC border; also in `engine.json`. */
  rpcToken: string;
  /** Tells this engine from any other that ever ran: the answer to "are you the one in engine.json?". */
  startToken: string;
  /** The context that a link passes to the router, for calls by `actor`. */
  rpcContext(actor: Actor): RpcContext;
  /** Calls the procedures in this process, with the same checks as over a link. */
  createClient(actor: Actor): EngineClient;
  setListening(listening: Listening | null): void;
  /** Resolves when a caller asked the engine to stop. */
  readonly stopRequested: Promise<void>;
  /** Takes no new writes, finishes those that wait, closes the database, frees the workspace. */
  stop(): Promise<void>;
}

/** Opens a workspace and puts the engine together. @throws what `openWorkspace` throws */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  requireNode(process.versions.node);
  const { clock, ids } = options;
  const startLogger = options.createLogger(`${options.workspace}/logs`);
  const workspace = await openWorkspace({ ...options, folder: options.workspace, logger: startLogger });
  const hub = createEventHub({
    epoch: ids.token(),
    onError: (error) => {
      startLogger.error({ err: error }, 'a listener of events failed');
    },
  });
  const queue = createWriteQueue({ connection: workspace.connection, clock, announce: hub.announce });
  const parts: Parts = { options, workspace, hub, queue, logger: startLogger, startedAt: clock.now() };
  try {
    return await assemble(parts);
  } catch (error) {
    await stopEngine(parts, null);
    throw storeError(error, workspace.paths.root);
  }
}

/** better-sqlite3 crashes the process on older versions, without a word. */
const oldestNode = 22;

/** @throws Error with a sentence when this Node cannot run the engine */
function requireNode(version: string): void {
  if (Number.parseInt(version) >= oldestNode) return;
  throw new Error(
    `Stile's engine needs Node ${oldestNode} or newer, this is Node ${version}. Start it with \`npm start\`, which brings its own.`,
  );
}

interface Parts {
  options: EngineOptions;
  workspace: OpenWorkspace;
  hub: EventHub;
  queue: WriteQueue;
  logger: Logger;
  startedAt: number;
}

async function assemble(parts: Parts): Promise<Engine> {
  const { options, workspace, hub, logger } = parts;
  const [rpcToken, startToken] = [options.ids.token(), options.ids.token()];
  const stopAsked = Promise.withResolvers<void>();
  let listening: Listening | null = null;
  const ctx = createContext(parts, { kind: 'engine', name: 'stile' });
  if (!workspace.readOnly) await removePendingFiles(ctx);
  // Two copies at once would write into each other's unfinished file.
  const inTurn = createTurns();
  const sizer = createFolderSizer(workspace.paths.artifacts);
  const services: EngineServices = {
    hub,
    systemInfo: async () => describe(parts, listening, await sizer.bytes(), backupTimer?.warnings() ?? []),
    browserUrl: () => listening?.browserUrl() ?? failNotListening(workspace.paths.root),
    requestStop: stopAsked.resolve,
    listBackups: () => listBackups(workspace.paths),
    makeBackup: async () => {
      if (workspace.readOnly) throw refuseWrite(workspace);
      return inTurn(() => makeBackup(workspace.connection, workspace.paths, 'manual', options.clock.now()));
    },
    exportWorkspace: (file, overwrite) =>
      inTurn(() => exportWorkspace(workspace, { file, overwrite, clock: options.clock })),
  };
  const rpcContext = (actor: Actor): RpcContext => ({ engine: createContext(parts, actor), services });
  let stopped: Promise<void> | null = null;
  const announceAddress = (): void => {
    if (stopped !== null) return;
    writeEngineFile(workspace.paths, {
      pid: process.pid,
      startToken,
      rpcToken,
      address: listening?.address ?? null,
    });
  };
  announceAddress();
  const backupTimer = workspace.readOnly
    ? null
    : startDailyBackup({ ...workspace, clock: options.clock, logger, hub });
  logger.info({ version: options.version, workspace: workspace.paths.root }, 'engine ready');
  return {
    ctx,
    hub,
    rpcToken,
    startToken,
    rpcContext,
    createClient: (actor) => createRouterClient(router, { context: rpcContext(actor) }),
    setListening: (value) => {
      listening = value;
      announceAddress();
    },
    stopRequested: stopAsked.promise,
    stop: () => (stopped ??= stopEngine(parts, backupTimer)),
  };
}

function createContext(parts: Parts, actor: Actor): EngineContext {
  const { workspace, queue, options, logger } = parts;
  return {
    db: workspace.connection,
    write: (fn) => (workspace.readOnly ? Promise.reject(refuseWrite(workspace)) : queue.write(actor, fn)),
    clock: options.clock,
    ids: options.ids,
    logger,
    paths: workspace.paths,
    actor,
  };
}

function refuseWrite(workspace: OpenWorkspace): StileError {
  const problem = workspace.warnings.find(({ code }) => code === 'DAMAGED_READ_ONLY');
  return damaged(
    workspace.paths.root,
    'found when it was opened',
    problem?.detail === '' ? null : (problem?.detail ?? null),
  );
}

function failNotListening(path: string): never {
  throw new StileError(
    'ENGINE_UNREACHABLE',
    `The engine of ${path} listens on no address. Start it with \`stile serve\`.`,
    {
      path,
      address: null,
      cause: 'it does not listen',
    },
  );
}

async function describe(
  parts: Parts,
  listening: Listening | null,
  artifactBytes: number,
  warnings: readonly WorkspaceWarning[],
): Promise<SystemInfo> {
  const { options, workspace } = parts;
  const { root, database } = workspace.paths;
  return {
    version: options.version,
    pid: process.pid,
    startedAt: parts.startedAt,
    platform: options.platform,
    trackingUri: listening?.address ?? null,
    wantedPort: listening?.wantedPort ?? null,
    capabilities: options.capabilities,
    workspace: {
      name: basename(workspace.project ?? root),
      path: root,
      project: workspace.project,
      readOnly: workspace.readOnly,
      schemaVersion,
      databaseBytes: statSync(database).size,
      artifactBytes,
      freeBytes: await readFreeBytes(root),
      warnings: [...workspace.warnings, ...warnings],
    },
  };
}

async function stopEngine(parts: Parts, backupTimer: { stop(): Promise<void> } | null): Promise<void> {
  const { workspace, hub, queue, logger } = parts;
  hub.close();
  await backupTimer?.stop();
  await queue.drain();
  try {
    workspace.close();
  } catch (error) {
    logger.error({ cause: errorText(error) }, 'the database did not close cleanly');
  }
  logger.info({}, 'engine stopped');
}
