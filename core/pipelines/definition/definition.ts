import type { TriggerRule } from '#contract/pipelines.ts';
import type { Json } from '#core/kernel/json.ts';
import { parseDuration } from './durations.ts';
import type { ParamSchema, PipelineFile } from './file-schema.ts';

/** A pipeline as it is run: settled defaults, durations in ms. */
export interface PipelineDefinition {
  name: string;
  description: string;
  params: Readonly<Record<string, ParamSchema>>;
  maxActiveRuns: number;
  /** In the order of the file. */
  tasks: readonly TaskDefinition[];
}

export interface TaskDefinition {
  id: string;
  type: string;
  needs: readonly string[];
  triggerRule: TriggerRule;
  retries: number;
  retryDelayMs: number;
  /** null: as long as it takes */
  executionTimeoutMs: number | null;
  priorityWeight: number;
  with: Record<string, Json>;
}

const defaultRetryDelay = '60s';

/** @param file as the schema has passed it */
export function buildDefinition(file: PipelineFile): PipelineDefinition {
  return {
    name: file.name,
    description: file.description ?? '',
    params: file.params ?? {},
    maxActiveRuns: file.max_active_runs ?? 1,
    tasks: Object.entries(file.tasks).map(([id, task]) => buildTask(id, task, file.defaults ?? {})),
  };
}

function buildTask(
  id: string,
  task: PipelineFile['tasks'][string],
  defaults: NonNullable<PipelineFile['defaults']>,
): TaskDefinition {
  const settings = { ...defaults, ...task };
  const { execution_timeout: timeout } = settings;
  return {
    id,
    type: task.type,
    needs: task.needs ?? [],
    triggerRule: settings.trigger_rule ?? 'all_success',
    retries: settings.retries ?? 0,
    retryDelayMs: parseDuration(settings.retry_delay ?? defaultRetryDelay) ?? 0,
    executionTimeoutMs: timeout === undefined ? null : parseDuration(timeout),
    priorityWeight: settings.priority_weight ?? 1,
    with: (task.with ?? {}) as Record<string, Json>,
  };
}
