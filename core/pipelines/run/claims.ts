import type { PipelineDefinition, TaskDefinition } from '../definition/definition.ts';
import type { Claim } from './resources.ts';
import type { RunServices } from './run-services.ts';

/** What a task takes while it works. */
export function claimResources(
  { slots, pools }: Pick<RunServices, 'slots' | 'pools'>,
  definition: PipelineDefinition,
  task: TaskDefinition,
): Claim[] {
  const claims: Claim[] = [{ key: 'slots', limit: slots, amount: 1 }];
  const { name, maxActiveTasks } = definition;
  if (maxActiveTasks !== null)
    claims.push({ key: `max_active_tasks ${name}`, limit: maxActiveTasks, amount: 1 });
  if (task.maxActive !== null)
    claims.push({ key: `max_active ${name}.${task.id}`, limit: task.maxActive, amount: 1 });
  if (task.pool !== null) claims.push(claimPool(pools, definition, task.pool));
  return claims;
}

/** A pool of the file is its pipeline's own; another name is one of the engine's. */
function claimPool(
  pools: RunServices['pools'],
  { name, pools: own }: PipelineDefinition,
  pool: { name: string; slots: number },
): Claim {
  const limit = own[pool.name];
  if (limit !== undefined) return { key: `pool ${name}.${pool.name}`, limit, amount: pool.slots };
  return { key: `pool ${pool.name}`, limit: pools[pool.name] ?? 1, amount: pool.slots };
}
