import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SystemInfo } from '#contract/entities.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { trimMemory } from '#core/kernel/trim-memory.ts';
import { boundYoungGeneration } from '#core/kernel/young-generation.ts';
import type { CameFrom, Engine, SessionMemory, WorkspaceLock } from '#core/engine-bundle.ts';
import { readFailure } from './failure.ts';

export interface RunEngineOptions {
  /** absolute; made when it is missing */
  workspace: string;
  version: string;
  /** Absolute folder of what ships and is not code. */
  resources: string;
  platform: Platform;
  env: Environment;
  capabilities: SystemInfo['capabilities'];
  /** The folder with the built programs; the page lies in it. */
  dist: string;
  /** See `openHttpHost`. */
  port?: number | undefined;
  /** Where models answer; asked for by number like `port`. */
  scoringPort?: number | undefined;
  /** Who was let in, and how it came about, where this engine follows another one at the same address. */
  memory?: SessionMemory | undefined;
  cameFrom?: CameFrom | undefined;
  /** The workspace's lock, where the engine before this one has handed it over. */
  lock?: WorkspaceLock | undefined;
}

export interface RunningEngine {
  engine: Engine;
  /** `http://127.0.0.1:5000` */
  address: string;
  /** Where models answer, `http://127.0.0.1:5001`; null when they do not, and `problem` of the serving status says why. */
  scoring: string | null;
  memory: SessionMemory;
  /** Ends event streams, drains what listens, then the engine. */
  stop(): Promise<void>;
  /** The same, but keeps the workspace locked for who goes on with it. */
  handOver(): Promise<WorkspaceLock>;
}

/** Opens the engine of a workspace and what listens for it: the same for the headless host and the desktop app. */
export async function runEngine(options: RunEngineOptions): Promise<RunningEngine> {
  const { openHttpHost } = await import('#core/engine-bundle.ts');
  const engine = await openWhenFree(options);
  const unbound = boundYoungGeneration();
  try {
    const { dist, env, port, memory } = options;
    // Its thread comes up beside the host, which is the first to choose a port all the same.
    const startsScoring = startScoring(engine, options.scoringPort ?? (port === 0 ? 0 : undefined));
    const rendererFolder = join(dist, 'renderer');
    const starts = [openHttpHost({ engine, rendererFolder, env, port, memory }), startsScoring] as const;
    // A host that cannot start does not leave the other's start behind.
    await Promise.allSettled(starts);
    const [host, scoring] = await Promise.all(starts);
    // Nobody waits for what is made up for; the scheduler logs what goes wrong.
    void engine.startSchedules();
    await noteRecent(options);
    const trim = setTimeout(trimMemory, trimAfterMs).unref();
    const stopListening = async (): Promise<void> => {
      clearTimeout(trim);
      unbound();
      engine.hub.close();
      await host.stop();
    };
    return {
      engine,
      address: host.address,
      scoring,
      memory: host.memory,
      stop: async () => {
        await stopListening();
        await engine.stop();
      },
      handOver: async () => {
        await stopListening();
        return engine.handOver();
      },
    };
  } catch (error) {
    unbound();
    await engine.stop();
    throw error;
  }
}

/** When the start is over, and who waited for it has been answered, in ms. */
const trimAfterMs = 1000;

/** Who asks for any port for the page wants any for the models too. Without them the rest still works. */
async function startScoring(engine: Engine, port: number | undefined): Promise<string | null> {
  await engine.startServing(port);
  const { services, engine: ctx } = engine.rpcContext({ kind: 'engine', name: 'stile' });
  return services.serving.status(ctx).address;
}

/** How long a start waits for a command or a stopping engine to let the workspace go, and how often it looks, in ms. */
const waitLimitMs = 3000;
const lookMs = 50;

/** An engine that listens stays; one without an address is a command's own, or is stopping, and gone in a moment. */
async function openWhenFree(options: OwnEngineOptions): Promise<Engine> {
  const started = performance.now();
  for (;;) {
    try {
      return await openOwnEngine(options);
    } catch (error) {
      const failure = readFailure(error);
      const isPassing =
        failure?.code === 'WORKSPACE_IN_USE' && 'address' in failure.data && failure.data.address === null;
      if (!isPassing || performance.now() - started > waitLimitMs) throw error;
    }
    await wait(lookMs);
  }
}

/** An engine that stays is one that its user will look for again. */
async function noteRecent({ platform, env, workspace }: RunEngineOptions): Promise<void> {
  const { noteOpened } = await import('#core/engine-bundle.ts');
  noteOpened(
    { platform, env, home: env['HOME'] ?? env['USERPROFILE'] ?? workspace },
    workspace,
    systemClock.now(),
  );
}

export type OwnEngineOptions = Omit<RunEngineOptions, 'dist' | 'port' | 'memory'>;

/** Opens the engine alone, with the real clock, ids and log file. */
export async function openOwnEngine(options: OwnEngineOptions): Promise<Engine> {
  const { createFileLogger, openEngine } = await import('#core/engine-bundle.ts');
  return openEngine({
    ...options,
    clock: systemClock,
    ids: randomIds,
    createLogger: (folder) => createFileLogger(folder, 'engine'),
  });
}
