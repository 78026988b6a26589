import type { DatasetVersion } from '#contract/datasets.ts';
import { findDatasetVersion } from '#core/datasets/index.ts';
import {
  evaluateRows,
  readLabelledModelRows,
  type Evaluation,
  type ModelScorers,
} from '#core/models/index.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import { findModelTarget } from '../locate.ts';

/** A model on the frozen rows of one split. */
export interface ScoredSplit extends Evaluation {
  version: DatasetVersion;
}

export interface SplitsInput {
  /** Name of the split -> dataset. */
  splits: Readonly<Record<string, string>>;
  text_column: string;
  label_column: string;
}

/**
 * Scores a model of any kind on every split, anew.
 * @param model `runs:/<run>/model` or `models:/<name>/<version>`
 */
export async function scoreSplits(
  task: Pick<TaskContext, 'engine' | 'signal' | 'log'>,
  models: ModelScorers,
  model: string,
  input: SplitsInput,
): Promise<Record<string, ScoredSplit>> {
  const { signal, log } = task;
  const scorer = await models.open(findModelTarget(task.engine, model), { signal, onLine: log });
  const scored: Record<string, ScoredSplit> = {};
  for (const [split, dataset] of Object.entries(input.splits)) {
    const version = findDatasetVersion(task.engine, dataset);
    const rows = await readLabelledModelRows(task, version, scorer.shape, input);
    const evaluation = await evaluateRows(scorer, rows, version.uri, signal);
    scored[split] = { version, ...evaluation };
    const { accuracy, n } = evaluation.metrics;
    log(`${model} on ${split} (${version.uri}): accuracy ${accuracy.toFixed(4)}, n=${n}`);
  }
  return scored;
}
