import type { TFunction } from 'i18next';
import type { DatasetSummary } from '#contract/datasets.ts';
import type { DatasetInput, MetricValue, Run } from '#contract/entities.ts';
import type { VersionMetric } from '#contract/registry.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { formatSince } from '#renderer/parts/times.ts';
import { trainingInput } from '../runs/index.ts';
import type { StoryFacts } from './story.ts';

/** One landing of the way from data to production; without a name it is not reached yet. */
export type ClimbStep = {
  readonly id: 'dataset' | 'run' | 'version' | 'champion';
  readonly name: string | null;
  readonly detail: string;
};

type Sources = {
  readonly facts: StoryFacts;
  /** the run of the newest version */
  readonly run: Run | null;
  readonly inputs: readonly DatasetInput[];
  readonly datasets: readonly DatasetSummary[];
  readonly t: TFunction;
  readonly locale: string;
  readonly now: number;
};

const decimals = 3;

/** Dataset, run, version, champion: of the newest version, and of whoever is champion. */
export function climbSteps(sources: Sources): readonly ClimbStep[] {
  const { facts, run, t, locale, now } = sources;
  const version = facts.model?.latestVersion ?? null;
  const champion = facts.model?.champion ?? null;
  return [
    datasetStep(sources),
    { id: 'run', name: run?.name ?? null, detail: run === null ? '' : wordCrossValidation(run, t, locale) },
    {
      id: 'version',
      name: version === null ? null : t('home.climb.versionName', { version: version.version }),
      detail: version === null ? '' : wordHeldout(version.metrics, t, locale),
    },
    {
      id: 'champion',
      name: champion === null ? null : t('home.climb.championName', { version: champion.version.version }),
      detail:
        champion === null ? '' : t('home.climb.since', { at: formatSince(champion.since, now, locale) }),
    },
  ];
}

function datasetStep({ facts, inputs, datasets, t }: Sources): ClimbStep {
  const missing: ClimbStep = { id: 'dataset', name: null, detail: '' };
  const latest = (name: string): DatasetSummary['latest'] | undefined =>
    datasets.find((dataset) => dataset.name === name)?.latest;
  const used = trainingData(facts, inputs) ?? guessData(facts);
  if (used === null) return missing;
  const version = used.version ?? latest(used.name)?.version;
  if (version === undefined) return missing;
  const rows = latest(used.name)?.version === version ? (latest(used.name)?.rows ?? null) : null;
  const detail = rows === null ? '' : t('home.climb.rows', { count: rows });
  return { id: 'dataset', name: `${used.name} v${String(version)}`, detail };
}

type DataRef = { readonly name: string; readonly version: number | null };

/** What the newest version was trained on, as its run logged it. */
function trainingData({ model }: StoryFacts, inputs: readonly DatasetInput[]): DataRef | null {
  const refs = (model?.latestVersion?.datasets ?? []).flatMap(parseUri);
  const trained = trainingInput(inputs);
  return refs.find(({ name }) => name === trained?.name) ?? refs[0] ?? null;
}

/** Before anything was trained: what the template's train pipeline begins with. */
function guessData({ project }: StoryFacts): DataRef | null {
  if (project === null) return null;
  return { name: project.prefix === '' ? 'reviews' : `${project.prefix}train`, version: null };
}

function parseUri(uri: string): DataRef[] {
  const [, name, version] = /^datasets:\/(.+)\/(\d+)$/.exec(uri) ?? [];
  return name === undefined ? [] : [{ name, version: Number(version) }];
}

function wordCrossValidation(run: Run, t: TFunction, locale: string): string {
  const find = (key: string): MetricValue | undefined =>
    run.metrics.find((metric) => metric.key === key)?.value;
  const [mean, spread] = [find('cv_mean_accuracy'), find('cv_std_accuracy')];
  if (mean === undefined) return '';
  const value = formatMetric(mean, decimals, locale);
  if (spread === undefined) return t('home.climb.cv', { value });
  return t('home.climb.cvSpread', { value, spread: formatMetric(spread, decimals, locale) });
}

function wordHeldout(metrics: readonly VersionMetric[], t: TFunction, locale: string): string {
  const metric = metrics.find(({ key, split }) => split === 'heldout' && key.includes('accuracy'));
  if (metric === undefined) return '';
  return t('home.climb.heldout', { value: formatMetric(metric.value, decimals, locale) });
}
