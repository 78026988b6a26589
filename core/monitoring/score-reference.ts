import { createHash } from 'node:crypto';
import { findDatasetVersion } from '#core/datasets/index.ts';
import { readModelRows, type ModelScorers, type OpenOptions } from '#core/models/index.ts';
import { findModelTarget } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Reference, ReferenceGroup } from './reference.ts';

export interface ReferenceSources {
  /** Names or addresses of datasets with rows that the model was not trained on; each is a source of its own. */
  datasets: readonly string[];
  textColumn: string;
}

/**
 * Scores rows that a clean batch looks like, for a model version that brings none along: a model of MLflow does not.
 * @param modelUri `models:/<name>/<version>`
 * @throws NOT_FOUND, DATA_INVALID; as `ModelScorers.open` and `ModelScorer.score`
 */
export async function scoreReference(
  ctx: EngineContext,
  models: ModelScorers,
  modelUri: string,
  { datasets, textColumn }: ReferenceSources,
  options: OpenOptions = {},
): Promise<Reference> {
  const scorer = await models.open(findModelTarget(ctx, modelUri), options);
  const digest = createHash('sha256').update(modelUri);
  const groups: ReferenceGroup[] = [];
  for (const name of datasets) {
    const version = findDatasetVersion(ctx, name);
    const columns = { textColumn, labelColumn: findLabelColumn(version.columns, textColumn) };
    const { rows } = await readModelRows(ctx, version, scorer.shape, columns, options.signal);
    const scored = (await scorer.score(rows, { signal: options.signal })).rows;
    digest.update(`\n${version.name} ${version.sha256}`);
    groups.push({
      name: version.name,
      predictions: scored.map(({ label }) => label),
      // What the model does not tell of these rows it does not tell of a batch either: then nothing is compared.
      confidence: Float64Array.from(scored, ({ confidence }) => confidence ?? 0),
      oovShare: Float64Array.from(scored, ({ oovShare }) => oovShare ?? 0),
      length: Float64Array.from(scored, ({ tokens }) => tokens ?? 0),
    });
  }
  return { modelUri, digest: digest.digest('hex'), groups };
}

/** Of a dataset that has it, this column holds the right answers, and no value for a model. */
const usualLabelColumn = 'label';

/** @param textColumn a column that is asked for by this name is none of labels */
export function findLabelColumn(columns: readonly { name: string }[], textColumn: string): string | null {
  const hasOne = columns.some(({ name }) => name === usualLabelColumn);
  return hasOne && textColumn !== usualLabelColumn ? usualLabelColumn : null;
}
