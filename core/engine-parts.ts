import { basename, dirname } from 'node:path';
import type { Actor } from '#contract/entities.ts';
import type { StileError } from '#core/kernel/errors.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { projectWorkspaceName } from '#core/kernel/workspace-paths.ts';
import { createPipelineRunner, type PipelineRunner } from '#core/pipelines/index.ts';
import type { EventHub } from '#core/rpc/event-hub.ts';
import { createPython, type PythonService } from '#core/python/index.ts';
import { createServing, type ServingService } from '#core/serving/index.ts';
import { findGoodBackup } from '#core/store/backups.ts';
import { createAnnouncer } from '#core/store/announcer.ts';
import type { EngineContext } from '#core/store/context.ts';
import { damaged } from '#core/store/store-errors.ts';
import type { OpenWorkspace } from '#core/store/workspace.ts';
import type { WriteQueue } from '#core/store/write-queue.ts';
import { createTransfers, type TransferService } from '#core/transfer/index.ts';
import type { EngineOptions } from './engine-options.ts';
import { taskTypes } from './engine-tasks.ts';

/** What everything in an engine stands on. */
export interface EngineBase {
  options: EngineOptions;
  workspace: OpenWorkspace;
  hub: EventHub;
  queue: WriteQueue;
  logger: Logger;
  /** ms since 1970 UTC */
  startedAt: number;
}

/** What an engine is put together from: the base and what lives on it. */
export interface EngineParts extends EngineBase {
  runner: PipelineRunner;
  serving: ServingService;
  transfer: TransferService;
  python: PythonService;
}

/** Makes what lives as long as the engine; nothing of it works yet. */
export function completeParts(base: EngineBase): EngineParts {
  const contextFor = (actor: Actor): EngineContext => createContext(base, actor);
  const { env, platform, resources, version } = base.options;
  const python = makePython(base, contextFor);
  return {
    ...base,
    python,
    runner: createPipelineRunner({ contextFor, taskTypes }),
    transfer: createTransfers({ contextFor, announce: base.hub.announce }),
    serving: createServing({
      contextFor,
      listen: base.hub.listen,
      version,
      python: { python, platform, env, resources },
    }),
  };
}

function makePython(
  { options, workspace, logger }: EngineBase,
  contextFor: (actor: Actor) => EngineContext,
): PythonService {
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
    home: env['HOME'] ?? env['USERPROFILE'] ?? root,
    project: basename(root) === projectWorkspaceName ? dirname(root) : null,
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
