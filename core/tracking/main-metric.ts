import type { MetricDirection, Tag } from '#contract/entities.ts';
import { wordsOfMetric } from './metric-direction.ts';

/** A tag of an experiment that says which metric it is about; without it the engine chooses. */
const primaryTag = 'stile.primary_metric';

/** What is known of a metric over some runs. */
export interface MetricCandidate {
  key: string;
  direction: MetricDirection;
  isShare: boolean;
  /** Runs that have it. */
  runs: number;
  differs: boolean;
}

/** Rows that the model has not seen say most; of a training, little can be told. */
const partWords: readonly (readonly [word: RegExp, points: number])[] = [
  [/^(held|heldout|test|testing)$/, 6],
  [/^(cv|cross)$/, 5],
  [/^(val|valid|validation|eval|evaluation|dev)$/, 4],
  [/^(train|training|trained)$/, -4],
];

/**
 * The metric that a person would name: the one that a tag of the experiment names, else one with a direction, on
 * unseen rows, a share, that differs, of most of the runs; of equals the one with the plainest name. What the machine
 * measured of itself is none.
 */
export function chooseMainMetric(metrics: readonly MetricCandidate[], tags: readonly Tag[]): string | null {
  const asked = tags.find(({ key }) => key === primaryTag)?.value;
  if (metrics.some(({ key }) => key === asked)) return asked ?? null;
  const most = metrics.reduce((count, { runs }) => Math.max(count, runs), 1);
  const [best] = metrics
    .filter(({ key, runs }) => runs * 2 >= most && !key.startsWith('system/'))
    .map((metric) => ({ key: metric.key, points: weigh(metric) + (8 * metric.runs) / most }))
    .sort((a, b) => b.points - a.points || a.key.length - b.key.length || (a.key < b.key ? -1 : 1));
  return best?.key ?? null;
}

function weigh({ key, direction, isShare, differs }: MetricCandidate): number {
  const words = wordsOfMetric(key);
  const part = partWords.find(([word]) => words.some((each) => word.test(each)))?.[1] ?? 0;
  const kind = (isShare ? 3 : 0) + (words.includes('accuracy') ? 1 : 0) + (direction === 'none' ? -20 : 0);
  return part + kind + (differs ? 2 : 0);
}
