import type { DatasetVersion } from '#contract/datasets.ts';
import { findDatasetVersion } from '#core/datasets/index.ts';
import {
  compileTextModel,
  evaluateInTurns,
  loadTextModelFolder,
  readLabelledRows,
  type ClassificationMetrics,
} from '#core/models/index.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import { locateModelFolder } from '../locate.ts';

/** A model on the frozen rows of one split. */
export interface ScoredSplit {
  version: DatasetVersion;
  metrics: ClassificationMetrics;
  /** By row: was the prediction the label? */
  right: boolean[];
}

export interface SplitsInput {
  /** Name of the split -> dataset. */
  splits: Readonly<Record<string, string>>;
  text_column: string;
  label_column: string;
}

/**
 * Scores a model on every split, anew.
 * @param model `runs:/<run>/model` or `models:/<name>/<version>`
 */
export async function scoreSplits(
  task: TaskContext,
  model: string,
  input: SplitsInput,
): Promise<Record<string, ScoredSplit>> {
  const folder = locateModelFolder(task.engine, model);
  const predictor = compileTextModel((await loadTextModelFolder(folder)).model);
  const scored: Record<string, ScoredSplit> = {};
  for (const [split, dataset] of Object.entries(input.splits)) {
    const version = findDatasetVersion(task.engine, dataset);
    const rows = await readLabelledRows(task, version.uri, input);
    const { predictions, metrics } = await evaluateInTurns(predictor, rows, version.uri, task.signal);
    const right = predictions.map(({ label }, i) => label === rows.labels[i]);
    scored[split] = { version, metrics, right };
    task.log(
      `${model} on ${split} (${version.uri}): accuracy ${metrics.accuracy.toFixed(4)}, n=${metrics.n}`,
    );
  }
  return scored;
}
