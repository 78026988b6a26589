import type { ComparedMetric, RunComparison } from '#contract/comparison.ts';

/** Something that runs differ in, as numbers: what an axis, a colour or a group can stand for. */
export type Dim = {
  /** `param.C`, `metric.val_accuracy`, `input.training`, `environment.python`, `tag.team` */
  readonly id: string;
  readonly key: string;
  readonly isMetric: boolean;
  /** By the place of the run; of words, the place of the word among `words`. Null where a run has none. */
  readonly values: readonly (number | null)[];
  /** Null for numbers. */
  readonly words: readonly string[] | null;
  readonly min: number;
  readonly max: number;
  /** All are numbers above zero. */
  readonly canLog: boolean;
};

const seedName = /(^|[._-])(seed|random_?state|rng)$/i;
/** More different words than this are names, not kinds. */
const mostWords = 40;

/** What runs differ in: params and inputs first, then metrics, as the comparison orders them. */
export function listDims({ texts, metrics }: RunComparison): readonly Dim[] {
  return [
    ...texts
      .filter(({ differs }) => differs)
      .flatMap(({ kind, key, values }) => textDim(`${kind}.${key}`, key, values)),
    ...metrics.filter(({ differs }) => differs).flatMap(metricDim),
  ];
}

/** Axes that say most at first: params that most runs have and differ in, then the metric that says most of these runs. */
export function pickDims(dims: readonly Dim[], main: string | null, most: number): readonly Dim[] {
  const metric =
    dims.find(({ id }) => id === `metric.${main ?? ''}`) ?? dims.find(({ isMetric }) => isMetric);
  const others = dims
    .filter(({ id, isMetric }) => !isMetric && !id.startsWith('tag.'))
    .map((dim) => ({ dim, rank: rankOf(dim), weight: weigh(dim) }))
    .sort((a, b) => a.rank - b.rank || b.weight - a.weight)
    .map(({ dim }) => dim);
  const chosen = others.slice(0, metric === undefined ? most : most - 1);
  return metric === undefined ? chosen : [...chosen, metric];
}

/** Params before what a seed did, which is chance, and that before inputs and surroundings. */
function rankOf({ id, key }: Dim): number {
  if (!id.startsWith('param.')) return 2;
  return seedName.test(key) ? 1 : 0;
}

/**
 * The share of runs that have it, times how evenly they spread over its values: 1 where all values are as common, near
 * 0 where nearly all runs have the same. In hundredths, so that what is alike stays in the comparison's order.
 */
function weigh({ values }: Dim): number {
  const given = values.filter((value) => value !== null);
  const groups = [...Map.groupBy(given, (value) => value).values()];
  if (groups.length < 2) return 0;
  const same = groups.reduce((sum, { length }) => sum + (length / given.length) ** 2, 0);
  const evenness = (1 - same) / (1 - 1 / groups.length);
  return Math.round((100 * evenness * given.length) / values.length);
}

/** Numbers that span two powers of ten or more are read on a log axis. */
export function wantsLog({ canLog, min, max, isMetric }: Dim): boolean {
  return canLog && !isMetric && max / min >= 100;
}

function textDim(id: string, key: string, values: readonly (string | null)[]): Dim[] {
  const given = values.filter((value) => value !== null);
  const numbers = values.map((value) => (value === null || value.trim() === '' ? null : Number(value)));
  if (given.length > 0 && given.every((value) => value.trim() !== '' && Number.isFinite(Number(value))))
    return numberDim(id, key, numbers, false);
  const words = [...new Set(given)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (words.length === 0 || words.length > mostWords) return [];
  const places = values.map((value) => (value === null ? null : words.indexOf(value)));
  return [{ id, key, isMetric: false, values: places, words, min: 0, max: words.length - 1, canLog: false }];
}

function metricDim({ key, last }: ComparedMetric): Dim[] {
  return numberDim(
    `metric.${key}`,
    key,
    last.map((value) => (typeof value === 'number' ? value : null)),
    true,
  );
}

function numberDim(id: string, key: string, values: readonly (number | null)[], isMetric: boolean): Dim[] {
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === 0) return [];
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  return [{ id, key, isMetric, values, words: null, min, max, canLog: min > 0 && max > min }];
}
