import type { Significance } from '#contract/comparison.ts';
import type { Inputs } from '#contract/procedures.ts';
import { requireWanted } from '#core/kernel/wanted.ts';
import type { EngineContext } from '#core/store/context.ts';
import { compareRuns } from './compare-runs.ts';
import { comparePaired, type PairedResult } from './compare-paired.ts';
import { alignRows } from './predictions/align-rows.ts';
import { kindOf, type PredictedKind } from './predictions/cell-values.ts';
import type { Predictions } from './predictions/prediction-table.ts';
import { findPredictionTables, readPredictions } from './predictions/read-table.ts';
import { findSeedGroups } from './seed-groups.ts';
import { holm } from './statistics/holm.ts';

type Input = Inputs['comparison']['significance'];

/** Runs that are set against the baseline; each reads a file and draws thousands of samples. */
const maxCompared = 20;
const alpha = 0.05;

/** Whether runs differ from the baseline by more than chance, as the predictions that they logged say. @throws CANCELED */
export async function testSignificance(
  ctx: EngineContext,
  input: Input,
  signal?: AbortSignal,
): Promise<Significance> {
  const comparison = compareRuns(ctx, input);
  const ids = comparison.runs.map(({ runId }) => runId);
  const baseline = ids[comparison.baseline] ?? '';
  const others = ids.filter((runId) => runId !== baseline);
  const compared = others.slice(0, maxCompared);
  const tables = await rankTables(ctx, baseline, compared);
  const table = input.table ?? tables[0] ?? null;
  const found =
    table === null
      ? nothing
      : await compareAll(ctx, { baseline, compared, table, error: input.metric ?? 'mae', signal });
  return {
    baseline,
    table,
    tables,
    left: others.length - compared.length,
    seeds: findSeedGroups(comparison),
    ...found,
  };
}

type Found = Pick<Significance, 'metric' | 'comparisons' | 'refused'>;
type Refused = Found['refused'][number];
type Problem = Pick<Refused, 'problem'> & Partial<Pick<Refused, 'seen' | 'most'>>;
const nothing: Found = { metric: null, comparisons: [], refused: [] };

/** The baseline's tables; those that more of the others have come first. */
async function rankTables(
  ctx: EngineContext,
  baseline: string,
  others: readonly string[],
): Promise<string[]> {
  if (baseline === '') return [];
  const own = await findPredictionTables(ctx, baseline);
  const counts = new Map(own.map((path) => [path, 0]));
  for (const runId of others) {
    for (const path of await findPredictionTables(ctx, runId))
      if (counts.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return own.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

interface Task {
  baseline: string;
  compared: readonly string[];
  table: string;
  error: 'mae' | 'rmse';
  signal: AbortSignal | undefined;
}

async function compareAll(ctx: EngineContext, task: Task): Promise<Found> {
  const { baseline, compared, table, error, signal } = task;
  const base = await readPredictions(ctx, baseline, table);
  if ('problem' in base) return { ...nothing, refused: [refuse(baseline, base)] };
  const metric = kindOf(base.predictions) === 'numbers' ? error : 'accuracy';
  const results: (PairedResult & { runId: string })[] = [];
  const refused: Found['refused'] = [];
  for (const runId of compared) {
    requireWanted(signal, 'comparison');
    const result = await compareOne(ctx, runId, task, base.predictions, metric);
    if ('problem' in result) refused.push(refuse(runId, result));
    else results.push({ runId, ...result });
  }
  const corrected = holm(results.map(({ pValue }) => pValue));
  return {
    metric,
    refused,
    comparisons: results.map((result, i) => {
      const correctedP = corrected[i] ?? 1;
      return { ...result, correctedP, verdict: judge(result, correctedP, metric === 'accuracy') };
    }),
  };
}

async function compareOne(
  ctx: EngineContext,
  runId: string,
  { table, signal }: Task,
  base: Predictions,
  metric: 'accuracy' | 'mae' | 'rmse',
): Promise<PairedResult | Problem> {
  const read = await readPredictions(ctx, runId, table);
  if ('problem' in read) return read;
  // A few whole numbers are read as the baseline's are: as names of classes, or as rounded measures.
  const otherKind: PredictedKind = metric === 'accuracy' ? 'numbers' : 'names';
  if (kindOf(read.predictions) === otherKind) return { problem: 'other_kind' };
  const rows = alignRows(read.predictions, base);
  const result =
    typeof rows === 'string'
      ? rows
      : await comparePaired(rows, metric, { seed: `${table} ${runId}`, signal });
  return typeof result === 'string' ? { problem: result } : result;
}

function refuse(runId: string, { problem, seen = null, most = null }: Problem): Refused {
  return { runId, problem, seen, most };
}

/** Both must say it: the interval, and the test after the correction for the number of runs. */
function judge(
  { low, high }: PairedResult,
  correctedP: number,
  isHigherBetter: boolean,
): 'better' | 'worse' | 'unclear' {
  if ((low <= 0 && high >= 0) || correctedP >= alpha) return 'unclear';
  return low > 0 === isHigherBetter ? 'better' : 'worse';
}
