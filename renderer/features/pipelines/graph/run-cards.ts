import type { TFunction } from 'i18next';
import type { TaskRun, TaskState } from '#contract/pipelines.ts';
import { cardOfTask, foldedId } from '#renderer/parts/flow/folded-cards.ts';
import type { FlowEdge, FlowStatus, FlowTask } from '#renderer/parts/flow/flow-types.ts';
import { wordTaskKind } from '#renderer/parts/task-kinds.ts';
import { spanOf } from '../elapsed.tsx';
import { lookOf, taskShapes } from '../states.tsx';
import { countOver, pickTelling, pickTellingState } from '../task-groups.ts';
import { wordWaits } from '../word-waits.ts';

/** A task of a run with what the text of the run says of it. */
export type RunTask = {
  readonly id: string;
  readonly needs: readonly string[];
  readonly group: string | null;
  /** The instance that a person would look at first. */
  readonly task: TaskRun;
  readonly instances: readonly TaskRun[];
  /** With its retries; null where the text does not tell. */
  readonly maxTries: number | null;
};

/** What a card says of its task, to see and to hear. */
export function drawRunTask(one: RunTask, t: TFunction): FlowTask {
  return {
    id: one.id,
    title: one.id,
    type: one.task.type,
    needs: one.needs,
    group: one.group,
    status: statusOf(one, t),
    note: noteOf(one, t),
    mark: null,
    stale: null,
    about: [wordTaskKind(one.task.type, t), t('pipelineCanvas.card.needs', { count: one.needs.length })].join(
      ', ',
    ),
  };
}

/** A folded group in the place of its tasks: it shows what needs a person first. */
export function drawRunGroup(group: string, members: readonly RunTask[], t: TFunction): FlowTask {
  const telling = pickTelling(members.map(({ task }) => task));
  return {
    id: foldedId(group),
    title: group,
    type: 'group',
    needs: [],
    group: null,
    status: {
      shape: taskShapes[lookOf(telling)],
      word: t(`taskStates.${lookOf(telling)}`),
      detail: t('pipelineCanvas.card.group', { count: members.length }),
      span: null,
      progress: null,
    },
    note: null,
    mark: null,
    stale: null,
    about: members.map(({ id }) => id).join(', '),
  };
}

function statusOf({ task, instances }: RunTask, t: TFunction): FlowStatus {
  const isMap = instances.length > 1;
  const progress = task.attempts.at(-1)?.progress ?? null;
  return {
    shape: taskShapes[lookOf(task)],
    word: t(`taskStates.${lookOf(task)}`),
    detail: isMap
      ? t('pipelines.instancesOver', { over: countOver(instances), count: instances.length })
      : null,
    // Until a person answers, no work is done whose time would say something.
    span: task.state === 'awaiting_input' ? null : spanOf(task),
    progress: task.state === 'running' ? progress : null,
  };
}

/** Below the card: the try, where it is not the first, and why it waits. */
function noteOf({ task: { state, attempts, waitsFor }, maxTries }: RunTask, t: TFunction): FlowTask['note'] {
  const n = attempts.at(-1)?.try ?? 0;
  // Of what was cleared there can be more tries than its text says.
  const isAgain = n > 1 && state !== 'success' && maxTries !== null && n <= maxTries;
  const parts = [
    ...(isAgain ? [t('pipelineRuns.ofTry', { n, count: maxTries })] : []),
    ...(waitsFor === null || seen.has(waitsFor) ? [] : [wordWaits(waitsFor, t)]),
  ];
  return parts.length === 0 ? null : { text: parts.join(', '), shape: null };
}

/** Why a task waits where the graph or its state says so already. */
const seen: ReadonlySet<string> = new Set(['upstream', 'decision', 'retry_delay']);

/** Lines between cards: what has come along them, and what is on its way. */
export function toRunEdges(
  cards: readonly FlowTask[],
  tasks: readonly RunTask[],
  folded: ReadonlySet<string>,
): readonly FlowEdge[] {
  const byCard = Map.groupBy(tasks, (task) => cardOfTask(task, folded));
  const states = new Map(
    [...byCard].map(([id, own]) => [id, pickTellingState(own.map(({ task }) => task.state))]),
  );
  return cards.flatMap(({ id, needs }) =>
    needs
      .filter((need) => states.has(need))
      .map((from) => ({ from, to: id, state: edgeState(states.get(from), states.get(id)) })),
  );
}

function edgeState(from: TaskState | undefined, to: TaskState | undefined): FlowEdge['state'] {
  if (to === 'running') return 'running';
  return from === 'success' && to !== 'none' && to !== 'skipped' ? 'done' : 'ahead';
}
