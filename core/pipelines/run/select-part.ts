import type { PlannedTask, RunSelection, StaleReason } from '#contract/pipeline-views.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { PipelineDefinition, TaskDefinition } from '../definition/definition.ts';
import { sortTopologically } from '../definition/graph.ts';
import { suggestName } from '../definition/suggest.ts';
import { closeScopes, linkTasks, type TaskLinks } from './select-tasks.ts';

/** What is known of a task when a run of a part is planned. */
export interface Standing {
  /** How it ended in its newest run; null: it has never been in one. */
  end: 'success' | 'skipped' | 'failed' | 'open' | null;
  /** Its outputs of some run are there. */
  hasSuccess: boolean;
  stale: readonly StaleReason[];
}

/** What becomes of each task, in the order of the file; who reuses a skip is skipped at once. */
export type PartPlan = readonly Pick<PlannedTask, 'taskId' | 'action' | 'why' | 'stale'>[];

type Why = PlannedTask['why'];
type Place = { definition: PipelineDefinition; links: TaskLinks; standing: ReadonlyMap<string, Standing> };

/**
 * Which tasks a run of a part runs, which take what an earlier run has made, and which it leaves out.
 * @throws NOT_FOUND for a task, INVALID_ARGUMENT for a selection that says nothing, or that nothing comes of
 */
export function selectPart(
  definition: PipelineDefinition,
  selection: Required<RunSelection>,
  standing: ReadonlyMap<string, Standing>,
): PartPlan {
  checkSelection(definition, selection);
  const place = { definition, links: linkTasks(definition.tasks), standing };
  const running = closeOverScopes(place, choose(place, selection));
  if (running.size === 0)
    throw invalidArgument(
      'selection.mode',
      selection.mode,
      `nothing of "${definition.name}" failed, and nothing has changed since it ran`,
      'Run the whole pipeline, or name the tasks that are to run.',
    );
  const kept = selection.mode === 'failed' ? null : place.links.above(running.keys());
  const isExplicit = selection.mode === 'only' || selection.mode === 'from';
  return definition.tasks.map((task) => planTask(place, task, { running, kept, isExplicit }));
}

function checkSelection({ name, tasks }: PipelineDefinition, selection: Required<RunSelection>): void {
  const { mode, tasks: asked } = selection;
  const takesTasks = mode !== 'all' && mode !== 'failed';
  if (takesTasks && asked.length === 0)
    throw invalidArgument(
      'selection.tasks',
      '',
      `"${mode}" is about tasks, and none is named`,
      'Name at least one.',
    );
  if (!takesTasks && asked.length > 0)
    throw invalidArgument(
      'selection.tasks',
      asked.join(', '),
      `"${mode}" takes no tasks`,
      'Leave them out, or take the mode only, upTo or from.',
    );
  const ids = tasks.map(({ id }) => id);
  const strange = asked.find((id) => !ids.includes(id));
  if (strange === undefined) return;
  throw new StileError(
    'NOT_FOUND',
    `The pipeline "${name}" has no task "${strange}": ${suggestName(strange, ids)}`,
    { kind: 'task', id: strange },
  );
}

function choose(place: Place, { mode, tasks }: Required<RunSelection>): Map<string, Why> {
  const { definition, links } = place;
  const selected = new Map<string, Why>(tasks.map((id) => [id, 'selected']));
  switch (mode) {
    case 'all':
      return new Map(definition.tasks.map(({ id }) => [id, 'selected']));
    case 'only':
      return selected;
    case 'from':
      return new Map([...[...links.below(tasks)].map((id): [string, Why] => [id, 'after']), ...selected]);
    case 'upTo':
      return addOutdated(place, links.above(tasks), selected);
    case 'failed':
      return addOutdated(place, links.above(definition.tasks.map(({ id }) => id)), selected);
  }
}

/** Of these the ones that have nothing good to reuse, and what comes after one that runs. */
function addOutdated(
  { definition, standing }: Place,
  among: ReadonlySet<string>,
  running: ReadonlyMap<string, Why>,
): Map<string, Why> {
  const found = new Map(running);
  for (const { id, needs } of sortTopologically(definition.tasks)) {
    if (!among.has(id) || found.has(id)) continue;
    const why = whyOutdated(standing.get(id)) ?? (needs.some((need) => found.has(need)) ? 'after' : null);
    if (why !== null) found.set(id, why);
  }
  return found;
}

function whyOutdated(standing: Standing | undefined): Why | null {
  if (standing === undefined || standing.end === null) return 'neverRan';
  if (standing.end === 'failed') return 'failed';
  if (standing.end === 'open' && !standing.hasSuccess) return 'neverRan';
  return standing.stale.length > 0 ? 'changed' : null;
}

/** What works between a setup and its teardown takes both along. */
function closeOverScopes({ definition, links }: Place, running: Map<string, Why>): Map<string, Why> {
  const all = closeScopes(definition.tasks, links, running.keys());
  for (const id of all) {
    if (running.has(id)) continue;
    const isTeardown = definition.tasks.some((task) => task.id === id && task.teardownOf.length > 0);
    running.set(id, isTeardown ? 'after' : 'before');
  }
  return running;
}

function planTask(
  { standing }: Place,
  { id }: TaskDefinition,
  plan: { running: ReadonlyMap<string, Why>; kept: ReadonlySet<string> | null; isExplicit: boolean },
): PartPlan[number] {
  const { end = null, hasSuccess = false, stale = [] } = standing.get(id) ?? {};
  const task = { taskId: id, stale: [...stale] };
  const why = plan.running.get(id);
  if (why !== undefined) return { ...task, action: 'run', why };
  // What a selection names is not held up by a way that was not taken.
  const isThere = end === 'skipped' ? hasSuccess || !plan.isExplicit : hasSuccess;
  if ((plan.kept === null || plan.kept.has(id)) && isThere)
    return { ...task, action: 'reuse', why: stale.length > 0 ? 'notSelected' : 'unchanged' };
  return { ...task, action: 'leaveOut', why: 'notSelected' };
}
