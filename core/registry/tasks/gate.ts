import * as z from 'zod';
import { hasCode, StileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { writeRunJson, type ModelScorers } from '#core/models/index.ts';
import { defineTaskType, type TaskContext, type TaskType } from '#core/tasks/index.ts';
import { setRunTag } from '#core/tracking/index.ts';
import { judge, type GateCheck, type SplitComparison, type SplitScore } from '../gate/judge.ts';
import { compareOnSameRows } from '../gate/mcnemar.ts';
import { scoreSplits, type ScoredSplit } from '../gate/score-splits.ts';
import { getRegisteredModel } from '../models.ts';

const gateInput = z.strictObject({
  candidate: z.string().describe('runs:/<run>/model'),
  model: z.string().describe('The registered model whose champion it must not fall behind'),
  splits: z
    .record(z.string(), z.string())
    .describe('Name of the split -> dataset; min_accuracy counts on the first'),
  text_column: z.string().default('text'),
  label_column: z.string().default('label'),
  min_accuracy: z.number().min(0).max(1).default(0),
  margin: z.number().min(0).max(1).default(0.02).describe('How far below the champion is still as good'),
});
type GateInput = z.output<typeof gateInput>;

/**
 * Compares a candidate with the champion, both scored now on the same frozen rows. The report is kept with the
 * candidate's run, and the tag `validation_status` says how it went, so that any MLflow client sees it.
 */
export const createGateTask = (models: ModelScorers): TaskType =>
  defineTaskType({
    name: 'stile/gate',
    description:
      'Lets a model pass that is good enough and no worse than the champion on the same held-out rows',
    with: gateInput,
    outputs: ['candidate', 'champion', 'champion_version', 'comparisons', 'checks'],
    readsDatasets: ({ splits }) => Object.values(splits),
    run: async (task, input) => {
      const candidate = await scoreSplits(task, models, input.candidate, input);
      const champion = await scoreChampion(task, models, input);
      const comparisons = champion === null ? {} : compareAll(candidate, champion.scored);
      const checks = judge(toScores(candidate), comparisons, {
        minAccuracy: input.min_accuracy,
        margin: input.margin,
      });
      const report = {
        candidate: toScores(candidate),
        champion: champion === null ? null : toScores(champion.scored),
        champion_version: champion?.uri ?? null,
        comparisons,
        checks,
      };
      for (const check of checks) task.log(wordCheck(check));
      await keepReport(task, input.candidate, report, checks);
      refuseFailed(input.model, checks);
      return toJson(report);
    },
  });

async function scoreChampion(
  task: TaskContext,
  models: ModelScorers,
  input: GateInput,
): Promise<{ uri: string; scored: Record<string, ScoredSplit> } | null> {
  const uri = findChampion(task, input.model);
  if (uri === null) {
    task.log(`${input.model} has no champion yet: only min_accuracy counts`);
    return null;
  }
  return { uri, scored: await scoreSplits(task, models, uri, input) };
}

/** A model that is not registered yet has no champion either. */
function findChampion({ engine }: TaskContext, model: string): string | null {
  try {
    return getRegisteredModel(engine, model).champion?.version.uri ?? null;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

function compareAll(
  candidate: Record<string, ScoredSplit>,
  champion: Record<string, ScoredSplit>,
): Record<string, SplitComparison> {
  return Object.fromEntries(
    Object.entries(candidate).map(([split, scored]) => {
      const other = champion[split] ?? scored;
      const paired = compareOnSameRows(scored.right, other.right);
      const accuracies = { candidate: scored.metrics.accuracy, champion: other.metrics.accuracy };
      return [split, { ...paired, ...accuracies }];
    }),
  );
}

function toScores(scored: Record<string, ScoredSplit>): Record<string, SplitScore> {
  return Object.fromEntries(
    Object.entries(scored).map(([split, { metrics }]) => [
      split,
      { accuracy: metrics.accuracy, n: metrics.n },
    ]),
  );
}

async function keepReport(
  { engine }: TaskContext,
  candidate: string,
  report: object,
  checks: readonly GateCheck[],
): Promise<void> {
  const runId = /^runs:\/([0-9a-f]{32})\//.exec(candidate)?.[1];
  if (runId === undefined) return;
  await writeRunJson(engine, runId, 'gate.json', report);
  const value = checks.every(({ passed }) => passed) ? 'passed' : 'failed';
  await setRunTag(engine, { runId, key: 'validation_status', value });
}

function refuseFailed(model: string, checks: readonly GateCheck[]): void {
  const failed = checks.find(({ passed }) => !passed);
  if (failed === undefined) return;
  const { check, value, needed, n } = failed;
  const remedy = 'gate.json in the artifacts of the run has every figure.';
  throw new StileError(
    'GATE_FAILED',
    `The candidate for ${model} did not pass the gate: ${check} is ${value.toFixed(4)} (n=${n}) and must be at least ${needed.toFixed(4)}. ${remedy}`,
    { model, check, value, needed, n },
  );
}

function wordCheck({ check, value, needed, n, passed }: GateCheck): string {
  return `${passed ? 'passed' : 'FAILED'} ${check}: ${value.toFixed(4)}, needed ${needed.toFixed(4)} (n=${n})`;
}

/** Numbers and texts only: what goes into the database as JSON. */
function toJson(report: object): Record<string, Json> {
  return report as Record<string, Json>;
}
