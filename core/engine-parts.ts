import { basename, dirname } from 'node:path';
import type { Actor } from '#contract/entities.ts';
import type { StileError } from '#core/kernel/errors.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { projectWorkspaceName } from '#core/kernel/workspace-paths.ts';
import { createPipelineRunner, type PipelineRunner, type PipelineStarter } from '#core/pipelines/index.ts';
import type { EventHub } from '#core/rpc/event-hub.ts';
import { createPython, type PythonService } from '#core/python/index.ts';
import { createServing, type ServingService } from '#core/serving/index.ts';
import { findGoodBackup } from '#core/store/backups.ts';
import { createAnnouncer } from '#core/store/announcer.ts';
import type { EngineContext } from '#core/store/context.ts';
import { damaged } from '#core/store/store-errors.ts';
import type { OpenWorkspace } from '#core/store/workspace.ts';
import type { WriteQueue } from '#core/store/write-queue.ts';
import { createSupervisor } from '#core/processes/supervisor/supervisor.ts';
import { createSeriesService, type SeriesService } from '#core/tracking/index.ts';
import { createTransfers, type TransferService } from '#core/transfer/index.ts';
import { homeOf, type EngineOptions } from './engine-options.ts';
import { createTaskTypes } from './engine-tasks.ts';

/** What everything in an engine stands on. */
export interface EngineBase {
  options: EngineOptions;
  workspace: OpenWorkspace;
  hub: EventHub;
  queue: WriteQueue;
  logger: Logger;
  /** ms since 1970 UTC */
  startedAt: number;
  /** Where the HTTP host listens: `http://127.0.0.1:5000`; null when it does not. */
  address: { current: string | null };
}

/** What an engine is put together from: the base and what lives on it. */
export interface EngineParts extends EngineBase {
  runner: PipelineRunner;
  serving: ServingService;
  transfer: TransferService;
  python: PythonService;
  series: SeriesService;
}

/** Makes what lives as long as the engine; nothing of it works yet. */
export function completeParts(base: EngineBase): EngineParts {
  const contextFor = (actor: Actor): EngineContext => createContext(base, actor);
  const { env, platform, resources, version } = base.options;
  const python = makePython(base, contextFor);
  const serving = createServing({
    contextFor,
    listen: base.hub.listen,
    version,
    python: { python, platform, env, resources },
  });
  const starter: PipelineStarter = { run: (...call) => runner.run(...call) };
  const runner: PipelineRunner = createPipelineRunner({
    contextFor,
    taskTypes: createTaskTypes(serving.models, { platform, env, starter, pythons: python }),
    platform,
    env,
    supervisor: createSupervisor({ platform, env, clock: base.options.clock, logger: base.logger }),
    pythons: python,
    project: projectOf(base) ?? base.workspace.paths.root,
    listen: base.hub.listen,
    trackingUri: () => base.address.current,
  });
  return {
    ...base,
    python,
    serving,
    runner,
    series: createSeriesService(base.workspace.paths.database),
    transfer: createTransfers({ contextFor, announce: base.hub.announce }),
  };
}

/** The folder that the workspace lies in, when it is the workspace of a project. */
function projectOf({ workspace }: EngineBase): string | null {
  const { root } = workspace.paths;
  return basename(root) === projectWorkspaceName ? dirname(root) : null;
}

function makePython(base: EngineBase, contextFor: (actor: Actor) => EngineContext): PythonService {
  const { options, workspace, logger } = base;
  const { env, platform, clock, resources } = options;
  const { root } = workspace.paths;
  const announcer = createAnnouncer(contextFor({ kind: 'engine', name: 'python' }), {
    type: 'python.changed',
  });
  return createPython({
    platform,
    env,
    clock,
    logger,
    resources,
    home: homeOf(options, root),
    project: projectOf(base),
    machine: `${platform}-${process.arch}`,
    onChange: announcer.later,
  });
}

/** The context of calls by `actor`. */
export function createContext(parts: EngineBase, actor: Actor): EngineContext {
  const { workspace, queue, options, logger } = parts;
  return {
    db: workspace.connection,
    write: (fn) => (workspace.readOnly ? Promise.reject(refuseWrite(workspace)) : queue.write(actor, fn)),
    clock: options.clock,
    ids: options.ids,
    logger,
    paths: workspace.paths,
    resources: options.resources,
    actor,
  };
}

/** What a write to a damaged database is answered. */
export function refuseWrite(workspace: OpenWorkspace): StileError {
  const problem = workspace.warnings.find(({ code }) => code === 'DAMAGED_READ_ONLY');
  return damaged(
    workspace.paths.root,
    'pages of it do not fit together',
    problem?.detail === '' ? null : (problem?.detail ?? null),
  );
}

/** Damage that shows while the engine runs: nothing more is written, and every screen is told. */
export function noteDamage({ workspace, hub, logger }: EngineBase): void {
  if (workspace.readOnly) return;
  workspace.readOnly = true;
  const backup = findGoodBackup(workspace.paths)?.file ?? '';
  workspace.warnings.push({ code: 'DAMAGED_READ_ONLY', detail: backup });
  logger.error({ backup }, 'the database is damaged');
  hub.announce([{ type: 'workspace.changed' }]);
}
