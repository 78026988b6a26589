import type { PairedComparison, PairedMetric, PairedProblem } from '#contract/comparison.ts';
import { compareOnSameRows } from '#core/registry/index.ts';
import type { AlignedRows } from './predictions/align-rows.ts';
import { areMeasurable, isSameValue } from './predictions/cell-values.ts';
import {
  meanDifference,
  pairedBootstrap,
  rootMeanDifference,
  type PairedStatistic,
} from './statistics/paired-bootstrap.ts';

export type PairedResult = Omit<PairedComparison, 'runId' | 'correctedP' | 'verdict'>;

interface Draw {
  /** A text, so that the same files give the same interval. */
  seed: string;
  signal?: AbortSignal | undefined;
}

const level = 0.95;
const resamples = 10_000;
/**
 * A model against the baseline on the same rows. A number that is NaN or infinite has no error: leaving its row out would
 * flatter whoever predicted it. @throws CANCELED
 */
export async function comparePaired(
  rows: AlignedRows,
  metric: PairedMetric,
  draw: Draw,
): Promise<PairedResult | PairedProblem> {
  if (metric === 'accuracy') return compareClasses(rows, draw);
  const isMeasurable = [rows.targets, rows.candidate, rows.baseline].every(areMeasurable);
  return isMeasurable ? compareErrors(rows, metric, draw) : 'not_finite';
}

async function compareClasses(rows: AlignedRows, draw: Draw): Promise<PairedResult> {
  const right = rows.targets.map((target, i) => isSameValue(target, rows.candidate[i] ?? null));
  const baseRight = rows.targets.map((target, i) => isSameValue(target, rows.baseline[i] ?? null));
  const differences = Float64Array.from(right, (is, i) => Number(is) - Number(baseRight[i]));
  const statistic = meanDifference(differences);
  const { pValue: _, ...interval } = await drawInterval(statistic, draw);
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

async function compareErrors(rows: AlignedRows, metric: 'mae' | 'rmse', draw: Draw): Promise<PairedResult> {
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
    ...(await drawInterval(statistic, draw)),
    value: summarise(own),
    baseline: summarise(base),
    fixed: null,
    broken: null,
  };
}

async function drawInterval(statistic: PairedStatistic, draw: Draw) {
  const { method, ...interval } = await pairedBootstrap(statistic, { ...draw, level, resamples });
  return { ...interval, interval: method, n: statistic.n, difference: statistic.observed };
}

function count(flags: readonly boolean[]): number {
  return flags.reduce((sum, is) => sum + Number(is), 0);
}
