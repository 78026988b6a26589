import { listDatasetSummaries } from '#core/tracking/index.ts';
import { defineRoute, v3Bases, type MlflowRoute } from '../mlflow-route.ts';
import { experimentId } from '../wire/common-fields.ts';
import { invalidField, list, missingField } from '../wire/fields.ts';
import { orOmit } from '../wire/values.ts';

const maxExperiments = 20;

/** What MLflow's clients and its page ask of the server itself, or across experiments. */
export const serverRoutes: readonly MlflowRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/mlflow/server-info',
    bases: v3Bases,
    fields: {},
    answer: () => ({ store_type: 'SqlStore', workspaces_enabled: false }),
  }),
  defineRoute({
    method: 'POST',
    path: '/mlflow/experiments/search-datasets',
    fields: { experiment_ids: list(experimentId) },
    answer: (ctx, { experiment_ids: ids }) => {
      if (ids.length === 0) throw missingField('experiment_ids');
      if (ids.length > maxExperiments)
        throw invalidField(
          'experiment_ids',
          `${ids.length} ids`,
          `it must have at most ${maxExperiments} ids.`,
        );
      const summaries = listDatasetSummaries(ctx, ids).map(({ experimentId: id, name, digest, context }) => ({
        experiment_id: id,
        name,
        digest,
        context: context ?? undefined,
      }));
      return { dataset_summaries: orOmit(summaries) };
    },
  }),
];
