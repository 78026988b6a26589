import type { ComparedMetric } from '#contract/comparison.ts';
import type { MetricDirection, Tag } from '#contract/entities.ts';
import { wordsOfMetric } from '#core/tracking/index.ts';

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
 * unseen rows, a share, that differs, of most of the runs. What the machine measured of itself is none.
 */
export function chooseMainMetric(metrics: readonly MetricCandidate[], tags: readonly Tag[]): string | null {
  const asked = tags.find(({ key }) => key === primaryTag)?.value;
  if (metrics.some(({ key }) => key === asked)) return asked ?? null;
  const most = metrics.reduce((count, { runs }) => Math.max(count, runs), 1);
  const pointsOf = (metric: MetricCandidate): number => weigh(metric) + (8 * metric.runs) / most;
  const [best] = metrics
    .filter(({ key, runs }) => runs * 2 >= most && !key.startsWith('system/'))
    .sort((a, b) => pointsOf(b) - pointsOf(a) || (a.key < b.key ? -1 : 1));
  return best?.key ?? null;
}

/** The metric that says most of runs that are compared. */
export function pickMainMetric(metrics: readonly ComparedMetric[], tags: readonly Tag[]): string | null {
  return chooseMainMetric(metrics.map(toCandidate), tags);
}

/** The metric whose course over steps is worth drawing; null when none was logged more than twice. */
export function pickCourse(metrics: readonly ComparedMetric[], tags: readonly Tag[]): string | null {
  const overSteps = metrics.filter(({ count }) => count.some((n) => n > 2));
  return chooseMainMetric(overSteps.map(toCandidate), tags);
}

function toCandidate({ key, direction, isShare, last, differs }: ComparedMetric): MetricCandidate {
  return { key, direction, isShare, differs, runs: last.filter((value) => typeof value === 'number').length };
}

function weigh({ key, direction, isShare, differs }: MetricCandidate): number {
  const words = wordsOfMetric(key);
  const part = partWords.find(([word]) => words.some((each) => word.test(each)))?.[1] ?? 0;
  const kind = (isShare ? 3 : 0) + (words.includes('accuracy') ? 1 : 0) + (direction === 'none' ? -20 : 0);
  return part + kind + (differs ? 2 : 0);
}
