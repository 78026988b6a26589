import type { TFunction } from 'i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { StaleReason, TaskStanding } from '#contract/pipeline-views.ts';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import type { FlowStatus, FlowTask } from '#renderer/parts/flow/flow-types.ts';
import { wordTaskKind } from '#renderer/parts/task-kinds.ts';
import { taskShapes, wordWaits } from '#renderer/features/pipelines/index.ts';
import { foldedId } from '#renderer/parts/flow/folded-cards.ts';
import { toMark } from './flow-of-graph.ts';

type Said = {
  readonly standing: TaskStanding | undefined;
  readonly problems: readonly PipelineProblem[];
};

/** What a card says of its task, to see and to hear. */
export function drawTask(task: GraphTask, { standing, problems }: Said, t: TFunction): FlowTask {
  const status = statusOf(standing, t);
  const stale = staleOf(standing, t);
  return {
    id: task.id,
    title: task.id,
    type: task.type,
    needs: task.needs,
    group: task.group,
    status,
    note: null,
    mark: toMark(problems, (problem) => wordShortly(problem, t)),
    stale,
    about: wordAbout(task, { problems: problems.length, isStale: stale !== null }, t),
  };
}

/** A folded group in the place of its tasks: it shows what needs a person first. */
export function drawGroup(
  group: string,
  members: readonly GraphTask[],
  saidOf: (id: string) => Said,
  t: TFunction,
): FlowTask {
  const said = members.map(({ id }) => saidOf(id));
  const problems = said.flatMap((one) => one.problems);
  const telling =
    said.find(({ standing }) => standing?.state === 'running') ??
    said.find(({ standing }) => standing?.state === 'failed') ??
    said[0];
  const status = statusOf(telling?.standing, t);
  const count = t('pipelineCanvas.card.group', { count: members.length });
  return {
    id: foldedId(group),
    title: group,
    type: 'group',
    needs: [],
    group: null,
    status: status === null ? null : { ...status, detail: count },
    note: null,
    mark: toMark(problems, (problem) => wordShortly(problem, t)),
    stale: null,
    about: '',
  };
}

function statusOf(standing: TaskStanding | undefined, t: TFunction): FlowStatus | null {
  if (standing === undefined || (standing.state === 'none' && standing.waitsFor === null))
    return { shape: null, word: t('pipelineCanvas.card.neverRan'), detail: null, span: null, progress: null };
  const { state, try: n, maxTries, startedAt, endedAt, progress, waitsFor, instances } = standing;
  const isAgain = n > 1 && maxTries !== null && endedAt === null;
  const named = t(`taskStates.${state}`);
  const word = isAgain ? t('pipelineCanvas.card.tryOf', { state: named, n, of: maxTries }) : named;
  return {
    shape: taskShapes[state],
    word: waitsFor !== null && endedAt === null ? wordWaits(waitsFor, t) : word,
    detail: instances === null ? null : t('pipelineCanvas.card.instances', instances),
    span: { startedAt, endedAt },
    progress: state === 'running' ? progress : null,
  };
}

function staleOf(standing: TaskStanding | undefined, t: TFunction): string | null {
  return standing === undefined || standing.stale.length === 0 ? null : wordStale(standing.stale, t);
}

/** Why what a task made last is not what the file would make now. */
export function wordStale(stale: readonly StaleReason[], t: TFunction): string {
  const reasons = stale.map((reason) => t(`pipelineCanvas.staleReasons.${reason}`)).join(', ');
  return t('pipelineCanvas.stale', { reasons });
}

/** What its card does not say in words: `Train, 2 needs, 1 problem` */
function wordAbout(
  { type, needs }: GraphTask,
  { problems, isStale }: { problems: number; isStale: boolean },
  t: TFunction,
): string {
  return [
    wordTaskKind(type, t),
    ...(isStale ? [t('pipelineCanvas.card.stale')] : []),
    t('pipelineCanvas.card.needs', { count: needs.length }),
    ...(problems === 0 ? [] : [t('pipelineCanvas.card.problems', { count: problems })]),
  ].join(', ');
}

function wordShortly({ code, value }: PipelineProblem, t: TFunction): string {
  const word = t(`pipelines.problemCode.${code}`);
  return value === '' ? word : `${word}: ${value}`;
}
