import type { PairedComparison, PairedMetric } from '#contract/comparison.ts';
import { compareOnSameRows } from '#core/registry/index.ts';
import type { AlignedRows } from './predictions/align-rows.ts';
import type { Predictions } from './predictions/prediction-table.ts';
import {
  meanDifference,
  pairedBootstrap,
  rootMeanDifference,
  type PairedStatistic,
} from './statistics/paired-bootstrap.ts';

export type PairedResult = Omit<PairedComparison, 'runId' | 'correctedP' | 'verdict'>;

const level = 0.95;
const resamples = 10_000;
/** Whole numbers of so many kinds are classes; of more they are measured. */
const mostClasses = 30;

/** Whether a model predicts numbers: all are, and they are no small set of whole ones. */
export function isNumeric({ targets, predictions }: Predictions): boolean {
  const kinds = new Set<number>();
  let isWhole = true;
  for (const text of [...targets, ...predictions]) {
    if (text === null) continue;
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isNaN(value)) return false;
    isWhole &&= Number.isInteger(value);
    if (kinds.size <= mostClasses) kinds.add(value);
  }
  return kinds.size > 0 && (!isWhole || kinds.size > mostClasses);
}

/** A model against the baseline on the same rows. @param seed text, so that the same files give the same interval */
export async function comparePaired(
  rows: AlignedRows,
  metric: PairedMetric,
  seed: string,
): Promise<PairedResult> {
  return metric === 'accuracy' ? compareClasses(rows, seed) : compareErrors(rows, metric, seed);
}

async function compareClasses(rows: AlignedRows, seed: string): Promise<PairedResult> {
  const right = rows.targets.map((target, i) => isSameClass(target, rows.candidate[i]));
  const baseRight = rows.targets.map((target, i) => isSameClass(target, rows.baseline[i]));
  const differences = Float64Array.from(right, (is, i) => Number(is) - Number(baseRight[i]));
  const statistic = meanDifference(differences);
  const { pValue: _, ...interval } = await drawInterval(statistic, seed);
  const { onlyCandidate, onlyBaseline, pValue } = compareOnSameRows(right, baseRight);
  const { n } = statistic;
  return {
    ...interval,
    value: count(right) / n,
    baseline: count(baseRight) / n,
    fixed: onlyCandidate,
    broken: onlyBaseline,
    pValue,
  };
}

async function compareErrors(rows: AlignedRows, metric: 'mae' | 'rmse', seed: string): Promise<PairedResult> {
  const errors = Float64Array.from(rows.targets, (target, i) => Number(rows.candidate[i]) - Number(target));
  const baseErrors = Float64Array.from(
    rows.targets,
    (target, i) => Number(rows.baseline[i]) - Number(target),
  );
  const each = (all: Float64Array): Float64Array =>
    all.map((error) => (metric === 'mae' ? Math.abs(error) : error ** 2));
  const [own, base] = [each(errors), each(baseErrors)];
  const statistic =
    metric === 'mae'
      ? meanDifference(own.map((value, i) => value - (base[i] ?? 0)))
      : rootMeanDifference(own, base);
  const summarise = (all: Float64Array): number => {
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    return metric === 'mae' ? mean : Math.sqrt(mean);
  };
  return {
    ...(await drawInterval(statistic, seed)),
    value: summarise(own),
    baseline: summarise(base),
    fixed: null,
    broken: null,
  };
}

async function drawInterval(statistic: PairedStatistic, seed: string) {
  const { method, ...interval } = await pairedBootstrap(statistic, { seed, level, resamples });
  return { ...interval, interval: method, n: statistic.n, difference: statistic.observed };
}

/** `1` and `1.0` are the same class, written by different programs. */
function isSameClass(a: string, b: string | undefined): boolean {
  return a === b || (b !== undefined && a.trim() !== '' && Number(a) === Number(b));
}

function count(flags: readonly boolean[]): number {
  return flags.reduce((sum, is) => sum + Number(is), 0);
}
