import { isDeepStrictEqual } from 'node:util';
import type { StaleReason } from '#contract/pipeline-views.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { PipelineDefinition, TaskDefinition } from '../definition/definition.ts';
import { sortTopologically } from '../definition/graph.ts';
import { lookAtInputs } from './input-prints.ts';
import type { RunServices } from './run-services.ts';
import {
  isSuccess,
  type HistoryRow,
  type PipelineHistory,
  type TaskHistory,
  type TaskRows,
} from './task-history.ts';

/** What tasks would be made from now. */
export interface Now {
  definition: PipelineDefinition;
  /** SHA-256 of the text that the definition is of. */
  hash: string;
  /** What a run that begins now gets; a param that has no value yet is left out. */
  params: Readonly<Record<string, Json>>;
}

/**
 * Why what each task made last is not what it would make now, as far as can be told; empty for what has never ended
 * well, and for what is still true.
 */
export function findStale(
  { services, ctx }: { services: Pick<RunServices, 'types' | 'project' | 'codes'>; ctx: EngineContext },
  history: PipelineHistory,
  now: Now,
): Map<string, StaleReason[]> {
  const own = createOwnChecks(services, ctx, history, now);
  const stale = new Map<string, StaleReason[]>();
  for (const task of sortTopologically(now.definition.tasks)) {
    const made = findMade(history.tasks.get(task.id));
    const reasons = made === null ? [] : own(task, made);
    if (made !== null && hasNewerUpstream(task, made, history, stale)) reasons.push('upstream');
    stale.set(task.id, reasons);
  }
  return stale;
}

/** As a whole: a map some of whose items were skipped was not. */
export function wasSkipped(rows: TaskRows): boolean {
  const states = rows.map(({ state }) => state).filter((state) => state !== 'removed');
  return states.length > 0 && states.every((state) => state === 'skipped');
}

/** What counts as the result of a task: its newest success, or that its newest run skipped it. */
export function findMade(history: TaskHistory | undefined): TaskRows | null {
  if (history === undefined) return null;
  return wasSkipped(history.newest) ? history.newest : history.success;
}

type OwnCheck = (task: TaskDefinition, made: TaskRows) => StaleReason[];

function createOwnChecks(
  { types, project, codes }: Pick<RunServices, 'types' | 'project' | 'codes'>,
  ctx: EngineContext,
  { runs }: PipelineHistory,
  { definition, hash, params }: Now,
): OwnCheck {
  const code = codes.look();
  const inputs = lookAtInputs(ctx, project, code);
  return (task, made) => {
    const reasons: StaleReason[] = [];
    const run = runs.get(made[0].run_id);
    const type = types.get(task.type);
    const isAny = (differs: (row: HistoryRow, input: Json) => boolean): boolean =>
      made.some(
        (row) => row.input !== null && row.state === 'success' && differs(row, parseJson(row.input) ?? null),
      );
    // Of runs of an older version it is not known what the file said of each task: the text as a whole tells, then.
    const isSame =
      made[0].task_hash === null ? run?.definition_hash === hash : made[0].task_hash === task.hash;
    if (!isSame) reasons.push('definition');
    if (
      isAny(
        (row, input) =>
          row.code_hash !== null && code.hashCode(type, input, definition.python) !== row.code_hash,
      )
    )
      reasons.push('code');
    if (
      isAny(
        (row, input) => row.inputs_hash !== null && inputs.hashInputs(task, type, input) !== row.inputs_hash,
      )
    )
      reasons.push('inputs');
    const had = run?.params ?? {};
    const differs = (name: string): boolean =>
      Object.hasOwn(params, name) && !isDeepStrictEqual(params[name], had[name]);
    if (task.reads.params.some(differs)) reasons.push('params');
    return reasons;
  };
}

/** With these rules a task may begin before all that comes before it is over. */
const eager: ReadonlySet<string> = new Set(['one_success', 'one_failed', 'one_done', 'always']);

function hasNewerUpstream(
  { needs, triggerRule }: TaskDefinition,
  made: TaskRows,
  { tasks }: PipelineHistory,
  stale: ReadonlyMap<string, readonly StaleReason[]>,
): boolean {
  return needs.some((need) => {
    if ((stale.get(need) ?? []).length > 0) return true;
    const before = findMade(tasks.get(need));
    if (before === null) return false;
    const [a, b] = [before[0].run_id, made[0].run_id];
    if (a !== b) return a > b;
    return !eager.has(triggerRule) && isSuccess(before) && isSuccess(made) && beganAt(before) > beganAt(made);
  });
}

/** Attempts are numbered in the order of their beginning. */
function beganAt(rows: TaskRows): number {
  return Math.max(...rows.map(({ attempt_id: id }) => id ?? 0));
}
