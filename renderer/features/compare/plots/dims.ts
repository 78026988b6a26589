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

/** Axes that say most at first: params that vary, then the metric that says most of these runs. */
export function pickDims(dims: readonly Dim[], main: string | null, most: number): readonly Dim[] {
  const metric =
    dims.find(({ id }) => id === `metric.${main ?? ''}`) ?? dims.find(({ isMetric }) => isMetric);
  const isParam = ({ id }: Dim): boolean => id.startsWith('param.');
  // What a seed does is chance: it stands behind what was chosen.
  const params = [
    ...dims.filter((dim) => isParam(dim) && !seedName.test(dim.key)),
    ...dims.filter((dim) => isParam(dim) && seedName.test(dim.key)),
  ];
  const others = dims.filter((dim) => !dim.isMetric && !params.includes(dim) && !dim.id.startsWith('tag.'));
  const chosen = [...params, ...others].slice(0, metric === undefined ? most : most - 1);
  return metric === undefined ? chosen : [...chosen, metric];
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
