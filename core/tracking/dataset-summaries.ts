import type { EngineContext } from '#core/store/context.ts';

/** A dataset that runs of an experiment have used, and for what. */
export interface DatasetSummary {
  experimentId: string;
  name: string;
  digest: string;
  /** `training`, `test`...; null where no run has said so. */
  context: string | null;
}

/** The input tag by which MLflow's clients say what a dataset was used for. */
const contextTag = 'mlflow.data.context';
const maxSummaries = 1000;

/** The datasets of active runs of these experiments, each with each of its uses, by name: at most 1,000. */
export function listDatasetSummaries(ctx: EngineContext, experimentIds: readonly string[]): DatasetSummary[] {
  return ctx.db.all<DatasetSummary>(
    `SELECT DISTINCT CAST(d.experiment_id AS TEXT) AS experimentId, d.name, d.digest, t.value AS context
     FROM json_each(?) j JOIN datasets d ON d.experiment_id = j.value
     JOIN run_inputs i ON i.dataset_id = d.id JOIN runs r ON r.id = i.run_id AND r.lifecycle = 0
     LEFT JOIN run_input_tags t ON t.run_id = i.run_id AND t.dataset_id = d.id AND t.key = ?
     ORDER BY d.experiment_id, d.name, d.digest, context LIMIT ?`,
    JSON.stringify(experimentIds.map(Number)),
    contextTag,
    maxSummaries,
  );
}
