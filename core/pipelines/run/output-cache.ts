import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemCode } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskFlow } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import type { AttemptOptions } from './attempt-types.ts';
import { listPythonFiles } from './code-hash.ts';

/** An earlier attempt that did the same work. */
export interface CachedAttempt {
  attemptId: number;
  pipelineRunId: string;
  taskId: string;
  outputs: Json;
  flow?: TaskFlow;
}

/**
 * SHA-256 of all that the outputs of a task come from: its type and what it was given, its item, the variables of the
 * pipeline file, the contents of the code that it runs. Null where nothing is to be kept.
 */
export function makeCacheKey(
  { task, instance, services, plan }: Pick<AttemptOptions, 'task' | 'instance' | 'services' | 'plan'>,
  input: Json,
): string | null {
  const type = services.types.get(task.type);
  // What is wrong with its input the task tells by itself.
  if (task.cache === null || type?.with.safeParse(input).success !== true) return null;
  const files = type.codeFiles?.(input, services.project) ?? [];
  const facts = {
    type: task.type,
    input,
    item: instance.item,
    env: Object.entries(task.env).sort(([a], [b]) => (a < b ? -1 : 1)),
    python: [
      plan.definition.python,
      ...listPythonFiles(plan.definition.python, services.project).map(hashFile),
    ],
    version: task.cache.version,
    code: files.map((file) => [file, hashFile(file)]),
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** A file that is not there is told by the task itself. */
function hashFile(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return systemCode(error);
  }
}

interface CachedRow {
  id: number;
  uuid: string;
  task_id: string;
  outputs: string | null;
  flow: string | null;
}

/** The newest attempt that ended well with this key, not older than the task allows. */
export function findCached(ctx: EngineContext, task: TaskDefinition, key: string): CachedAttempt | null {
  const ttl = task.cache?.ttlMs ?? null;
  const row = ctx.db.get<CachedRow>(
    `SELECT task_attempts.id, pipeline_runs.uuid, task_runs.task_id, task_attempts.outputs, task_attempts.flow
     FROM task_attempts JOIN task_runs ON task_runs.id = task_run_id JOIN pipeline_runs ON pipeline_runs.id = run_id
     WHERE cache_key = ? AND task_attempts.state = 'success' AND cached_from IS NULL
       AND task_attempts.ended_at >= ?
     ORDER BY task_attempts.id DESC LIMIT 1`,
    key,
    ttl === null ? 0 : ctx.clock.now() - ttl,
  );
  if (row === undefined) return null;
  const flow = row.flow === null ? undefined : (parseJson(row.flow) as TaskFlow | undefined);
  return {
    attemptId: row.id,
    pipelineRunId: row.uuid,
    taskId: row.task_id,
    outputs: row.outputs === null ? {} : (parseJson(row.outputs) ?? {}),
    ...(flow !== undefined && { flow }),
  };
}
