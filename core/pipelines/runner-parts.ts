import type { Actor } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskType } from '#core/tasks/index.ts';
import { createFileAnnouncer, type FileAnnouncer } from './editing/announce-files.ts';
import { createPipelineFiles, type PipelineFiles } from './pipeline-files.ts';
import { createLookAround } from './pipeline-files-surroundings.ts';
import { createAlarms, type Alarms } from '#core/kernel/alarms.ts';
import type { Supervisor } from '#core/processes/supervisor/supervisor.ts';
import { createCodeHashes } from './run/code-hash.ts';
import type { LookAtTask } from './run/read-runs.ts';
import { createResources, type MemoryGuard } from './run/resources.ts';
import { createRunQueue, type RunQueue } from './run/run-queue.ts';
import type { RunServices } from './run/run-services.ts';
import { createRunnerScheduler } from './schedule/for-runner.ts';
import type { Scheduler } from './schedule/scheduler.ts';
import type { TaskPythons } from './types/task-python.ts';

export interface PipelineRunnerOptions {
  contextFor(actor: Actor): EngineContext;
  taskTypes: readonly TaskType[];
  platform: Platform;
  /** The engine's own. */
  env: Environment;
  supervisor: Supervisor;
  /** Absolute folder that code of the user runs in. */
  project: string;
  /** What commits announce; returns the way to stop. */
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  /** The Pythons of this machine, for tasks. */
  pythons: TaskPythons;
  trackingUri?: () => string | null;
  /** How many tasks work at once, of all runs together (4). */
  slots?: number;
  /** Places that tasks of all pipelines share, by name. */
  pools?: Readonly<Record<string, number>>;
  /** Bytes of memory that must be free before a further task starts beside others (256 MB). */
  minFreeBytes?: number;
  /** How long runs that an earlier engine has left wait before they go on, in ms (1500). */
  resumeAfterMs?: number;
  /** How long tasks have to end, in ms: of a canceled run (10 s), and when the engine stops (3 s). */
  graceMs?: { cancel: number; stop: number };
}

/** What the parts of a runner work with. */
export interface Runner {
  options: PipelineRunnerOptions;
  ctx: EngineContext;
  files: PipelineFiles;
  announcer: FileAnnouncer;
  services: RunServices;
  pythons: TaskPythons;
  queue: RunQueue;
  alarms: Alarms;
  scheduler: Scheduler;
  progress: LookAtTask;
  graceMs: { cancel: number; stop: number };
  /** Runs that nobody works on and that are being canceled. */
  canceling: Map<string, Promise<void>>;
  /** Runs that are being taken over from an engine before this one. */
  resuming: Map<string, Promise<void>>;
  /** Goes on with what an engine before this one has left, once. */
  resumeLeft(): Promise<void>;
  isStopping: boolean;
}

const defaultSlots = 4;
const defaultGraceMs = { cancel: 10_000, stop: 3000 };
const defaultMinFreeBytes = 256 * 1024 * 1024;
/** How often short memory is asked for again, in ms, while tasks wait for it. */
const memoryRetryMs = 1000;

export function createRunner(options: PipelineRunnerOptions): Runner {
  const { contextFor, taskTypes, graceMs = defaultGraceMs, platform, env, project, supervisor } = options;
  const ctx = contextFor({ kind: 'engine', name: 'stile' });
  const types = new Map(taskTypes.map((type) => [type.name, type]));
  const alarms = createAlarms(ctx.clock);
  const listeners = createRunEndListeners();
  const services = {
    contextFor,
    types,
    resources: createResources(createMemoryGuard(platform, options.minFreeBytes ?? defaultMinFreeBytes)),
    slots: options.slots ?? defaultSlots,
    pools: options.pools ?? {},
    alarms,
    supervisor,
    platform,
    env,
    project,
    codes: createCodeHashes(project),
    trackingUri: options.trackingUri ?? (() => null),
    onRunEnd: listeners.listen,
  };
  const queue = createRunQueue(services, { logger: ctx.logger, onEnd: listeners.tell });
  const around = createLookAround(ctx, { platform, project, pools: options.pools ?? {} });
  const files = createPipelineFiles(ctx.paths, types, around);
  const announcer = createFileAnnouncer(ctx, options.listen);
  return {
    options,
    ctx,
    files,
    services,
    announcer,
    pythons: options.pythons,
    queue,
    alarms,
    scheduler: createRunnerScheduler({
      ctx,
      alarms,
      files,
      project,
      listen: options.listen,
      onFiles: announcer.look,
      add: (plan) => {
        queue.add(plan, null);
      },
    }),
    progress: (pipelineRunId, taskId, mapIndex) =>
      queue.active(pipelineRunId)?.look(taskId, mapIndex) ?? { progress: null, lacks: null },
    graceMs,
    canceling: new Map(),
    resuming: new Map(),
    resumeLeft: async () => undefined,
    isStopping: false,
  };
}

/**
 * What is available counts caches that the system gives up, and the limit of a container. macOS only tells what nobody
 * uses at all, which is little on any healthy machine: there nothing is held back.
 */
export function createMemoryGuard(
  platform: Platform,
  minFreeBytes: number,
  availableBytes: () => number = () => process.availableMemory(),
): MemoryGuard {
  return { hasRoom: () => platform === 'darwin' || availableBytes() >= minFreeBytes, retryMs: memoryRetryMs };
}

/** Who waits for runs of a pipeline to end. Each is told once. */
function createRunEndListeners(): {
  listen(pipeline: string, listener: () => void): () => void;
  tell(pipeline: string): void;
} {
  const waiting = new Map<string, Set<() => void>>();
  return {
    listen: (pipeline, listener) => {
      const listeners = waiting.get(pipeline) ?? new Set();
      waiting.set(pipeline, listeners.add(listener));
      return () => {
        listeners.delete(listener);
      };
    },
    tell: (pipeline) => {
      const told = [...(waiting.get(pipeline) ?? [])];
      waiting.delete(pipeline);
      for (const listener of told) listener();
    },
  };
}
