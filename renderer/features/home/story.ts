import type { Alert, Batch } from '#contract/monitoring.ts';
import type { PipelineRun, PipelineSummary, TaskRun } from '#contract/pipelines.ts';
import type { AliasMove, ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { sortAlerts } from '../alerts/index.ts';

/** The two pipelines of a template and the model that they are about. */
export type Project = {
  readonly prefix: string;
  readonly model: string;
  readonly train: PipelineSummary | null;
  readonly predict: PipelineSummary | null;
};

/** What a person can do next on Home. */
export type StoryStep =
  'create' | 'train' | 'predict' | 'drift' | 'retrain' | 'promote' | 'rollback' | 'openRun' | 'openAlert';

export type StoryFacts = {
  readonly project: Project | null;
  /** null: nothing was registered yet */
  readonly model: RegisteredModel | null;
  /** newest first */
  readonly moves: readonly AliasMove[];
  /** of this project, newest first */
  readonly runs: readonly PipelineRun[];
  /** open ones of this model */
  readonly alerts: readonly Alert[];
  /** of this model, newest first */
  readonly batches: readonly Batch[];
};

/** What is true now, in the order in which it matters. */
export type Situation =
  | { readonly kind: 'empty' }
  | { readonly kind: 'working'; readonly run: PipelineRun; readonly task: TaskRun | null }
  | { readonly kind: 'failed'; readonly run: PipelineRun; readonly task: TaskRun | null }
  | { readonly kind: 'untrained' }
  | { readonly kind: 'unpromoted'; readonly version: number }
  | {
      readonly kind: 'alerting';
      readonly champion: number;
      readonly alert: Alert;
      readonly newer: number | null;
    }
  | { readonly kind: 'candidate'; readonly champion: number; readonly version: ModelVersion }
  | { readonly kind: 'rolledBack'; readonly champion: number; readonly move: AliasMove }
  | { readonly kind: 'unscored'; readonly champion: number; readonly since: number }
  | { readonly kind: 'healthy'; readonly champion: number; readonly batch: Batch };

export type Story = {
  readonly situation: Situation;
  /** The next sensible step; null while something runs that decides it. */
  readonly primary: StoryStep | null;
  readonly secondary: StoryStep | null;
};

const workshopModel = 'sentiment_classifier';

/** Templates name their pipelines `train` and `predict`, and those on a user's own data `<name>_train`, `<name>_predict`. */
export function findProjects(pipelines: readonly PipelineSummary[]): readonly Project[] {
  const prefixes = pipelines.flatMap(({ name }) => {
    const match = /^(.*_)?(?:train|predict)$/.exec(name);
    return match === null ? [] : [match[1] ?? ''];
  });
  const find = (name: string): PipelineSummary | null =>
    pipelines.find((pipeline) => pipeline.name === name) ?? null;
  return [...new Set(prefixes)].map((prefix) => ({
    prefix,
    model: prefix === '' ? workshopModel : `${prefix}classifier`,
    train: find(`${prefix}train`),
    predict: find(`${prefix}predict`),
  }));
}

/** The project that is asked for, or else the one in which something happened last. */
export function chooseProject(
  projects: readonly Project[],
  models: readonly RegisteredModel[],
  wanted: string | undefined,
): Project | null {
  const asked = projects.find(({ model }) => model === wanted);
  if (asked !== undefined) return asked;
  const lastAt = ({ model, train, predict }: Project): number =>
    Math.max(
      models.find(({ name }) => name === model)?.updatedAt ?? 0,
      train?.lastRun?.queuedAt ?? 0,
      predict?.lastRun?.queuedAt ?? 0,
    );
  return projects.toSorted((a, b) => lastAt(b) - lastAt(a))[0] ?? null;
}

/** What is true, and what would be sensible now. */
export function readStory(facts: StoryFacts): Story {
  const situation = findSituation(facts);
  return { situation, ...chooseSteps(situation, facts) };
}

function findSituation(facts: StoryFacts): Situation {
  const { project, model, runs } = facts;
  if (project === null) return { kind: 'empty' };
  const working = runs.find(isUnderWay);
  if (working !== undefined) return { kind: 'working', run: working, task: findTask(working, 'running') };
  const [newest] = runs;
  if (newest?.state === 'failed') return { kind: 'failed', run: newest, task: findTask(newest, 'failed') };
  const version = model?.latestVersion ?? null;
  if (model === null || version === null) return { kind: 'untrained' };
  if (model.champion === null) return { kind: 'unpromoted', version: version.version };
  return findStateOfChampion(facts, model.champion, version);
}

function findStateOfChampion(
  { alerts, moves, batches }: StoryFacts,
  { version: { version: champion }, since }: NonNullable<RegisteredModel['champion']>,
  latest: ModelVersion,
): Situation {
  const [alert] = sortAlerts(alerts.filter(({ modelVersion }) => modelVersion === champion));
  if (alert !== undefined) {
    // Only a version that came after the alert can be the answer to it.
    const isAnswer = latest.version !== champion && latest.createdAt > alert.firedAt;
    return { kind: 'alerting', champion, alert, newer: isAnswer ? latest.version : null };
  }
  const lastMove = moves.find((move) => move.alias === 'champion');
  if (lastMove?.kind === 'rollback') return { kind: 'rolledBack', champion, move: lastMove };
  if (latest.version > champion) return { kind: 'candidate', champion, version: latest };
  const batch = batches.find(({ modelVersion }) => modelVersion === champion);
  if (batch === undefined) return { kind: 'unscored', champion, since };
  return { kind: 'healthy', champion, batch };
}

type Steps = Pick<Story, 'primary' | 'secondary'>;

function chooseSteps(situation: Situation, facts: StoryFacts): Steps {
  if (situation.kind === 'failed') {
    const isPrediction = situation.run.pipeline === facts.project?.predict?.name;
    return { primary: 'openRun', secondary: isPrediction ? 'predict' : 'train' };
  }
  if (situation.kind === 'alerting') return chooseAnswer(situation, facts);
  if (situation.kind !== 'healthy') return plainSteps[situation.kind];
  const hasSeenDrift = facts.batches.some(({ alertIds }) => alertIds.length > 0);
  return hasSeenDrift
    ? { primary: 'predict', secondary: 'drift' }
    : { primary: 'drift', secondary: 'predict' };
}

/** Where the situation alone says what comes next. */
const plainSteps: Readonly<Record<Exclude<Situation['kind'], 'failed' | 'alerting' | 'healthy'>, Steps>> = {
  empty: { primary: 'create', secondary: null },
  working: { primary: null, secondary: 'openRun' },
  untrained: { primary: 'train', secondary: null },
  unpromoted: { primary: 'promote', secondary: 'train' },
  candidate: { primary: 'promote', secondary: 'predict' },
  rolledBack: { primary: 'predict', secondary: 'train' },
  unscored: { primary: 'predict', secondary: null },
};

function chooseAnswer({ newer }: Extract<Situation, { kind: 'alerting' }>, { project }: StoryFacts): Steps {
  if (newer !== null) return { primary: 'promote', secondary: 'openAlert' };
  if (canTrainOnDrift(project)) return { primary: 'retrain', secondary: 'openAlert' };
  return { primary: 'openAlert', secondary: 'train' };
}

function canTrainOnDrift(project: Project | null): boolean {
  return project?.train?.params['include_drift'] !== undefined;
}

/** Every step that can be taken now, in the order of the story. */
export function possibleSteps({
  project,
  model,
}: Pick<StoryFacts, 'project' | 'model'>): readonly StoryStep[] {
  if (project === null) return [];
  return [
    ...(project.train === null ? [] : (['train'] as const)),
    ...(model === null ? [] : stepsOf(project, model)),
  ];
}

function stepsOf(
  project: Project,
  { champion, latestVersion, rollbackTo }: RegisteredModel,
): readonly StoryStep[] {
  const isNewer = latestVersion !== null && latestVersion.version !== champion?.version.version;
  return [
    ...(champion === null ? [] : stepsOfChampion(project)),
    ...(isNewer ? (['promote'] as const) : []),
    ...(rollbackTo === null ? [] : (['rollback'] as const)),
  ];
}

function stepsOfChampion(project: Project): readonly StoryStep[] {
  const { predict } = project;
  return [
    ...(predict === null ? [] : (['predict'] as const)),
    ...(predict?.params['drift'] === undefined ? [] : (['drift'] as const)),
    ...(canTrainOnDrift(project) ? (['retrain'] as const) : []),
  ];
}

/** Params of a run of the train pipeline: with a champion there is someone to compare with, so a person promotes. */
export function trainParams(
  project: Project,
  hasChampion: boolean,
  withDrift: boolean,
): Record<string, boolean> {
  const known = project.train?.params ?? {};
  return {
    ...(known['include_drift'] === undefined ? {} : { include_drift: withDrift }),
    ...(known['promote'] === undefined ? {} : { promote: !hasChampion }),
  };
}

function isUnderWay({ state }: Pick<PipelineRun, 'state'>): boolean {
  return state === 'scheduled' || state === 'queued' || state === 'running' || state === 'paused';
}

function findTask(run: PipelineRun, state: TaskRun['state']): TaskRun | null {
  return run.tasks.find((task) => task.state === state) ?? null;
}
