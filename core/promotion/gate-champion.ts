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
 * Both versions on the same held-out rows, scored now; where that cannot be done, the accuracies that were recorded
 * with them on the same dataset.
 */
export async function judgeChampion(
  parts: Parts,
  candidate: ModelVersion,
  champion: ModelVersion | null,
): Promise<GateResult> {
  if (champion === null) return skipped('no_champion');
  if (champion.version === candidate.version) return skipped('is_champion');
  const metric = findHeldOut(candidate) ?? findHeldOut(champion);
  if (metric === undefined) return skipped('no_rows');
  const measured =
    (await measure(parts, { candidate, champion, metric })) ?? recall(candidate, champion, metric);
  if (measured === null) return skipped('no_rows');
  const code = measured.delta > 0 ? 'better' : measured.delta < 0 ? 'worse' : 'equal';
  return {
    gate: 'beats_champion',
    state: code === 'better' ? 'passed' : 'failed',
    code,
    facts: { split: metric.split, champion: champion.version, ...measured },
  };
}

function skipped(code: string): GateResult {
  return { gate: 'beats_champion', state: 'skipped', code, facts: {} };
}

/** The accuracies that were recorded with both on the same dataset; null where one of them was not. */
function recall(candidate: ModelVersion, champion: ModelVersion, metric: VersionMetric): Measured | null {
  const mine = candidate.metrics.find((one) => isSame(one, metric));
  const theirs = champion.metrics.find((one) => isSame(one, metric));
  if (typeof mine?.value !== 'number' || typeof theirs?.value !== 'number') return null;
  return { delta: mine.value - theirs.value, low: null, high: null, n: mine.n };
}

function findHeldOut({ metrics }: ModelVersion): VersionMetric | undefined {
  const found = metrics.filter(({ key, dataset }) => key === 'accuracy' && dataset !== null);
  return found.find(({ split }) => split === 'heldout') ?? found[0];
}

function isSame(a: VersionMetric, b: VersionMetric): boolean {
  return a.key === b.key && a.split === b.split && a.dataset === b.dataset;
}

interface Measured {
  delta: number;
  /** Of the interval at 95 %; null where the rows themselves could not be asked. */
  low: number | null;
  high: number | null;
  n: number | null;
}

async function measure(
  { ctx: engine, models, signal }: Parts,
  asked: { candidate: ModelVersion; champion: ModelVersion; metric: VersionMetric },
): Promise<Measured | null> {
  const { candidate, champion } = asked;
  const { split, dataset } = asked.metric;
  if (models === null || dataset === null) return null;
  const input = { splits: { [split]: dataset }, text_column: 'text', label_column: 'label' };
  const task = { engine, signal, log: () => undefined };
  try {
    const mine = (await scoreSplits(task, models, candidate.uri, input))[split];
    const theirs = (await scoreSplits(task, models, champion.uri, input))[split];
    if (mine === undefined || theirs === undefined) return null;
    return pairedDifference(compareOnSameRows(mine.right, theirs.right));
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
export function pairedDifference({ n, onlyCandidate, onlyBaseline }: PairedResult): Measured {
  const [up, down] = [(onlyCandidate + 1) / (n + 2), (onlyBaseline + 1) / (n + 2)];
  const half = z * Math.sqrt((up + down - (up - down) ** 2) / (n + 2));
  const delta = n === 0 ? 0 : (onlyCandidate - onlyBaseline) / n;
  return { delta, low: Math.max(-1, up - down - half), high: Math.min(1, up - down + half), n };
}
