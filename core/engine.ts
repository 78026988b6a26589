import { createRouterClient } from '@orpc/server';
import type { Actor } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { recoverDatasets } from '#core/datasets/index.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { recoverBatches, startSnoozeWatch, type SnoozeWatch } from '#core/monitoring/index.ts';
import { createEventHub, type EventHub } from '#core/rpc/event-hub.ts';
import { router } from '#core/rpc/router.ts';
import type { RpcContext } from '#core/rpc/rpc-context.ts';
import type { EngineContext } from '#core/store/context.ts';
import { startDailyBackup, type DailyBackup } from '#core/store/daily-backup.ts';
import { storeError } from '#core/store/store-errors.ts';
import { openWorkspace } from '#core/store/workspace.ts';
import { writeEngineFile, type WorkspaceLock } from '#core/store/workspace-lock.ts';
import { createWriteQueue } from '#core/store/write-queue.ts';
import { removePendingFiles } from '#core/tracking/index.ts';
import type { EngineOptions, Listening, NextEngine } from './engine-options.ts';
import { completeParts, createContext, noteDamage, type EngineParts } from './engine-parts.ts';
import { createServices } from './engine-services.ts';
import { createEngineState } from './engine-state.ts';

export type { CameFrom, EngineOptions, Listening, NextEngine } from './engine-options.ts';

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
  /** Resolves when a caller asked the engine to stop, with what its host goes on with; null for nothing. */
  readonly stopRequested: Promise<NextEngine | null>;
  /** Starts what answers over HTTP with registered models. */
  startServing(port?: number): Promise<void>;
  /** Pipelines start by themselves from now on: for an engine that stays. */
  startSchedules(): Promise<void>;
  /** Takes no new writes, finishes those that wait, closes the database, frees the workspace. */
  stop(): Promise<void>;
  /** Stops, but frees no workspace: the caller goes on with its lock. */
  handOver(): Promise<WorkspaceLock>;
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
  const parts = completeParts({
    options,
    workspace,
    hub,
    queue,
    logger: startLogger,
    startedAt: clock.now(),
    address: { current: null },
  });
  try {
    return await assemble(parts);
  } catch (error) {
    await stopEngine(parts, { dailyBackup: null, snoozes: null });
    workspace.close();
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

async function assemble(parts: EngineParts): Promise<Engine> {
  const { options, workspace, hub, logger } = parts;
  const [rpcToken, startToken] = [options.ids.token(), options.ids.token()];
  const state = createEngineState();
  const wish = createWish();
  let stopped: Promise<void> | null = null;
  const services = createServices(parts, state, {
    stop: () => wish.make(null),
    goOn: wish.make,
    make: (...order) => makeWorkspace(options, ...order),
  });
  const rpcContext = (actor: Actor): RpcContext => ({ engine: createContext(parts, actor), services });
  const announceAddress = (): void => {
    if (stopped !== null) return;
    const address = state.listening?.address ?? null;
    writeEngineFile(workspace.paths, { pid: process.pid, startToken, rpcToken, address });
  };
  const ctx = createContext(parts, { kind: 'engine', name: 'stile' });
  if (!workspace.readOnly) {
    await removePendingFiles(ctx);
    await recover(parts, ctx);
  }
  state.readyAt = options.clock.now();
  announceAddress();
  state.dailyBackup = startBackups(parts);
  const snoozes = startSnoozeWatch({ ctx, listen: hub.listen, announce: hub.announce });
  logger.info({ version: options.version, workspace: workspace.paths.root }, 'engine ready');
  return {
    ctx,
    hub,
    rpcToken,
    startToken,
    rpcContext,
    createClient: (actor) => createRouterClient(router, { context: rpcContext(actor) }),
    setListening: (listening) => {
      state.listening = listening;
      parts.address.current = listening?.address ?? null;
      announceAddress();
    },
    stopRequested: wish.made,
    startServing: (port) => parts.serving.start(port),
    startSchedules: async () => {
      if (workspace.readOnly) return;
      await parts.runner.startSchedules().catch((error: unknown) => {
        logger.error({ err: error }, 'pipelines do not start by themselves');
      });
    },
    stop: async () => {
      await (stopped ??= stopEngine(parts, { ...state, snoozes }));
      workspace.lock.release();
    },
    handOver: async () => {
      await (stopped ??= stopEngine(parts, { ...state, snoozes }));
      return workspace.lock;
    },
  };
}

/** What a caller wants after this engine: the first says it, since a second one would be answered and forgotten. */
function createWish(): { made: Promise<NextEngine | null>; make(next: NextEngine | null): void } {
  const { promise, resolve } = Promise.withResolvers<NextEngine | null>();
  let first: NextEngine | null | undefined;
  return {
    made: promise,
    make: (next) => {
      if (first !== undefined && (first !== null || next !== null)) {
        const then =
          first === null ? 'stops' : `goes on with ${first.kind === 'open' ? first.workspace : first.file}`;
        throw new StileError(
          'ENGINE_STOPPING',
          `The engine ${then} already, since another call asked for that. Try again in a moment.`,
          {},
        );
      }
      first = next;
      resolve(next);
    },
  };
}

/** Makes a workspace beside the one that is open, and closes it. */
async function makeWorkspace(
  options: EngineOptions,
  workspace: string,
  template: 'empty' | 'workshop',
  language: 'en' | 'sv',
): Promise<void> {
  const engine = await openEngine({ ...options, workspace, cameFrom: undefined, lock: undefined });
  try {
    if (template === 'empty') return;
    await engine.createClient({ kind: 'engine', name: 'workshop' }).workshop.create({ language });
  } finally {
    await engine.stop();
  }
}

/**
 * Makes good what an engine before this one has left half done. What cannot be made good now (a disk that is full) waits
 * for the next start: the workspace opens all the same.
 */
async function recover({ runner, transfer, logger }: EngineParts, ctx: EngineContext): Promise<void> {
  const steps = [
    () => recoverDatasets(ctx),
    () => recoverBatches(ctx),
    () => runner.recover(),
    () => transfer.recover(),
  ];
  for (const step of steps) {
    await step().catch((error: unknown) => {
      logger.error({ err: error }, 'what an earlier engine left half done could not be made good yet');
    });
  }
}

function startBackups(parts: EngineParts): DailyBackup | null {
  const { workspace, options, logger, hub } = parts;
  if (workspace.readOnly) return null;
  return startDailyBackup({
    ...workspace,
    clock: options.clock,
    logger,
    hub,
    noteDamage: () => {
      noteDamage(parts);
    },
  });
}

async function stopEngine(
  parts: EngineParts,
  { dailyBackup, snoozes }: { dailyBackup: DailyBackup | null; snoozes: SnoozeWatch | null },
): Promise<void> {
  const { workspace, hub, queue, logger, runner, serving, transfer, python, series } = parts;
  snoozes?.stop();
  await runner.stop();
  await python.stop();
  await transfer.stop();
  await serving.stop();
  hub.close();
  await dailyBackup?.stop();
  await series.stop();
  await queue.drain();
  try {
    workspace.closeDatabase();
  } catch (error) {
    logger.error({ cause: errorText(error) }, 'the database did not close cleanly');
  }
  logger.info({}, 'engine stopped');
}
