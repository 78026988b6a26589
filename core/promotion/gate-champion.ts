import type { GateResult, ModelVersion, VersionMetric } from '#contract/registry.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { ModelScorers } from '#core/models/index.ts';
import { compareOnSameRows, scoreSplits, type PairedResult } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';

interface Parts {
  ctx: EngineContext;
  /** Null: the models cannot be asked now. */
  models: ModelScorers | null;
  signal: AbortSignal;
}

/**
 * Both versions on the same held-out rows, scored now: all that the candidate was measured on, taken together, so that
 * a version trained for new words is judged on those too. Where that cannot be done, the accuracies that were recorded
 * with them on the same datasets.
 */
export async function judgeChampion(
  parts: Parts,
  candidate: ModelVersion,
  champion: ModelVersion | null,
): Promise<GateResult> {
  if (champion === null) return skipped('no_champion');
  if (champion.version === candidate.version) return skipped('is_champion');
  const own = listHeldOut(candidate);
  const splits = own.length > 0 ? own : listHeldOut(champion);
  if (splits.length === 0)
    return skipped(hasUntold(candidate) && hasUntold(champion) ? 'untold_rows' : 'no_rows');
  const measured =
    (await measure(parts, { candidate, champion, splits })) ?? recall(candidate, champion, splits);
  if (measured === null) return skipped('no_rows');
  const code = measured.delta > 0 ? 'better' : measured.delta < 0 ? 'worse' : 'equal';
  return {
    gate: 'beats_champion',
    state: code === 'better' ? 'passed' : 'failed',
    code,
    facts: { champion: champion.version, ...measured },
  };
}

function skipped(code: string): GateResult {
  return { gate: 'beats_champion', state: 'skipped', code, facts: {} };
}

/** The accuracies that were recorded with both on the same datasets; null where there is none. */
function recall(
  candidate: ModelVersion,
  champion: ModelVersion,
  splits: readonly VersionMetric[],
): Measured | null {
  const pairs = splits.flatMap((metric) => {
    const mine = candidate.metrics.find((one) => isSame(one, metric));
    const theirs = champion.metrics.find((one) => isSame(one, metric));
    if (typeof mine?.value !== 'number' || typeof theirs?.value !== 'number') return [];
    return [{ split: metric.split, delta: mine.value - theirs.value, n: mine.n }];
  });
  const [first] = pairs;
  if (first === undefined) return null;
  const n = pairs.reduce((sum, pair) => sum + (pair.n ?? NaN), 0);
  // Splits of unknown size cannot be weighed against each other.
  if (!(n > 0)) return { ...first, low: null, high: null };
  const delta = pairs.reduce((sum, pair) => sum + pair.delta * (pair.n ?? 0), 0) / n;
  return { split: pairs.map(({ split }) => split).join(', '), delta, low: null, high: null, n };
}

/** A split per dataset, that of the name `heldout` first. */
function listHeldOut({ metrics }: ModelVersion): VersionMetric[] {
  const found = metrics.filter(
    ({ key, split, dataset }) => key === 'accuracy' && dataset !== null && split !== 'train',
  );
  const distinct = found.filter(
    (one, at) => found.findIndex(({ dataset }) => dataset === one.dataset) === at,
  );
  return distinct.toSorted((a, b) => Number(b.split === 'heldout') - Number(a.split === 'heldout'));
}

/** An accuracy without the rows that it was measured on: nobody knows whether they were the same. */
function hasUntold({ metrics }: ModelVersion): boolean {
  return metrics.some(
    ({ key, split, dataset }) => key === 'accuracy' && dataset === null && split !== 'train',
  );
}

function isSame(a: VersionMetric, b: VersionMetric): boolean {
  return a.key === b.key && a.split === b.split && a.dataset === b.dataset;
}

interface Difference {
  delta: number;
  /** Of the interval at 95 %; null where the rows themselves could not be asked. */
  low: number | null;
  high: number | null;
  n: number | null;
}

interface Measured extends Difference {
  /** The names of the splits, as they are told. */
  split: string;
}

async function measure(
  { ctx: engine, models, signal }: Parts,
  asked: { candidate: ModelVersion; champion: ModelVersion; splits: readonly VersionMetric[] },
): Promise<Measured | null> {
  const { candidate, champion } = asked;
  if (models === null) return null;
  const splits = Object.fromEntries(asked.splits.map(({ split, dataset }) => [split, dataset ?? '']));
  const input = { splits, text_column: 'text', label_column: 'label' };
  const task = { engine, signal, log: () => undefined };
  try {
    const mine = Object.values(await scoreSplits(task, models, candidate.uri, input));
    const theirs = Object.values(await scoreSplits(task, models, champion.uri, input));
    const rows = (scored: typeof mine) => scored.flatMap(({ right }) => right);
    const difference = pairedDifference(compareOnSameRows(rows(mine), rows(theirs)));
    return { split: Object.keys(splits).join(', '), ...difference };
  } catch (error) {
    // Rows that are gone or that a model does not take: the recorded figures are what there is.
    if (error instanceof StileError && error.code !== 'CANCELED') return null;
    throw error;
  }
}

/** Two-sided 95 % of the normal distribution. */
const z = 1.959_964;

/**
 * The difference of two accuracies on the same rows with its interval after Bonett and Price: the interval of Wald with
 * one row more of each kind of disagreement, which keeps its promise for few rows, too. Source: Bonett and Price,
 * Journal of Educational and Behavioral Statistics 37 (2012).
 */
export function pairedDifference({ n, onlyCandidate, onlyBaseline }: PairedResult): Difference {
  const [up, down] = [(onlyCandidate + 1) / (n + 2), (onlyBaseline + 1) / (n + 2)];
  const half = z * Math.sqrt((up + down - (up - down) ** 2) / (n + 2));
  const delta = n === 0 ? 0 : (onlyCandidate - onlyBaseline) / n;
  return { delta, low: Math.max(-1, up - down - half), high: Math.min(1, up - down + half), n };
}
