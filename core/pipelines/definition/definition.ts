import type { TriggerRule } from '#contract/pipelines.ts';
import type { Json } from '#core/kernel/json.ts';
import { parseDuration } from './durations.ts';
import type { ParamSchema, PipelineFile, PythonSpec, ScheduleSpec, TriggerSpec } from './file-schema.ts';
import { findReads, hashTask, type TaskReads } from './task-facts.ts';

/** A pipeline as it is run: settled defaults, durations in ms. */
export interface PipelineDefinition {
  name: string;
  description: string;
  params: Readonly<Record<string, ParamSchema>>;
  schedule: ScheduleSpec | null;
  triggers: readonly TriggerSpec[];
  maxActiveRuns: number;
  /** null: as many as there are slots */
  maxActiveTasks: number | null;
  pools: Readonly<Record<string, number>>;
  python: PythonSpec | null;
  /** In the order of the file. */
  tasks: readonly TaskDefinition[];
}

/** How long a task waits before its next try, in ms. */
export interface RetryPolicy {
  retries: number;
  delayMs: number;
  isExponential: boolean;
  maxDelayMs: number;
  hasJitter: boolean;
}

export interface TaskDefinition {
  id: string;
  type: string;
  needs: readonly string[];
  triggerRule: TriggerRule;
  retry: RetryPolicy;
  /** null: as long as it takes */
  executionTimeoutMs: number | null;
  pool: { name: string; slots: number } | null;
  maxActive: number | null;
  priorityWeight: number;
  dependsOnPast: boolean;
  onInterrupt: 'retry' | 'fail' | 'hold';
  onEngineExit: 'kill' | 'adopt';
  cache: { ttlMs: number | null; version: string } | null;
  env: Readonly<Record<string, string>>;
  map: { over: Json; label: string | null; max: number } | null;
  group: string | null;
  isSetup: boolean;
  teardownOf: readonly string[];
  /** For the lineage: `dataset:reviews` */
  inputs: readonly string[];
  outputs: readonly string[];
  with: Record<string, Json>;
  /** SHA-256 of what it makes its outputs from, as its file says it. */
  hash: string;
  /** What its templates name. */
  reads: TaskReads;
}

const defaultRetryDelay = '60s';
const defaultMaxRetryDelay = '1h';
const defaultMapMax = 1024;

/** @param file as the schema has passed it */
export function buildDefinition(file: PipelineFile): PipelineDefinition {
  return {
    name: file.name,
    description: file.description ?? '',
    params: file.params ?? {},
    schedule: file.schedule ?? null,
    triggers: file.triggers ?? [],
    maxActiveRuns: file.max_active_runs ?? 1,
    maxActiveTasks: file.max_active_tasks ?? null,
    pools: file.pools ?? {},
    python: file.python ?? null,
    tasks: Object.entries(file.tasks).map(([id, task]) => buildTask(id, task, file.defaults ?? {})),
  };
}

type TaskFile = PipelineFile['tasks'][string];
type Settings = NonNullable<PipelineFile['defaults']>;

function buildTask(id: string, task: TaskFile, defaults: Settings): TaskDefinition {
  const settings = { ...defaults, ...task, env: { ...defaults.env, ...task.env } };
  const teardownOf = task.teardown ?? [];
  const built = {
    id,
    type: task.type,
    needs: [...new Set([...(task.needs ?? []), ...teardownOf])],
    triggerRule: teardownOf.length > 0 ? 'all_done_setup_success' : (settings.trigger_rule ?? 'all_success'),
    ...buildLimits(settings),
    map: buildMap(task.map),
    group: task.group ?? null,
    isSetup: task.setup ?? false,
    teardownOf,
    inputs: task.inputs ?? [],
    outputs: task.outputs ?? [],
    with: (task.with ?? {}) as Record<string, Json>,
  };
  return { ...built, hash: hashTask(built), reads: findReads(built) };
}

function buildLimits(
  settings: Settings,
): Omit<
  TaskDefinition,
  | 'id'
  | 'type'
  | 'needs'
  | 'triggerRule'
  | 'map'
  | 'group'
  | 'isSetup'
  | 'teardownOf'
  | 'inputs'
  | 'outputs'
  | 'with'
  | 'hash'
  | 'reads'
> {
  const { execution_timeout: timeout, pool, pool_slots: slots = 1 } = settings;
  const env = Object.entries(settings.env ?? {}).map(([name, value]) => [name, String(value)] as const);
  return {
    retry: buildRetry(settings),
    executionTimeoutMs: timeout === undefined ? null : parseDuration(timeout),
    pool: pool === undefined ? null : { name: pool, slots },
    maxActive: settings.max_active ?? null,
    priorityWeight: settings.priority_weight ?? 1,
    dependsOnPast: settings.depends_on_past ?? false,
    onInterrupt: settings.on_interrupt ?? 'retry',
    onEngineExit: settings.on_engine_exit ?? 'kill',
    cache: buildCache(settings.cache),
    env: Object.fromEntries(env),
  };
}

function buildRetry(settings: Settings): RetryPolicy {
  return {
    retries: settings.retries ?? 0,
    delayMs: parseDuration(settings.retry_delay ?? defaultRetryDelay) ?? 0,
    isExponential: settings.retry_backoff === 'exponential',
    maxDelayMs: parseDuration(settings.max_retry_delay ?? defaultMaxRetryDelay) ?? 0,
    hasJitter: settings.retry_jitter ?? false,
  };
}

function buildCache(cache: Settings['cache']): TaskDefinition['cache'] {
  if (cache === undefined || cache === false) return null;
  const { ttl, version = '' } = cache === true ? {} : cache;
  return { ttlMs: ttl === undefined ? null : parseDuration(ttl), version };
}

function buildMap(map: TaskFile['map']): TaskDefinition['map'] {
  if (map === undefined) return null;
  return { over: map.over as Json, label: map.label ?? null, max: map.max ?? defaultMapMax };
}
