import type { Inputs, Outputs } from '#contract/procedures.ts';
import { resolveOrderField, parseOrder } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '../find.ts';
import { loggedModelDialect } from './dialect.ts';
import { findLoggedModels, type DatasetChoice, type LoggedModelQuery } from './search.ts';

/** @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN, NOT_FOUND for an experiment that is not there */
export function searchLoggedModels(
  ctx: EngineContext,
  input: Inputs['loggedModels']['search'],
): Outputs['loggedModels']['search'] {
  for (const id of input.experimentIds ?? []) findExperiment(ctx.db, id);
  return findLoggedModels(ctx, {
    experimentIds: input.experimentIds,
    runId: input.runId,
    filter: input.filter ?? '',
    order: parseOrder(input.orderBy ?? [], loggedModelDialect),
    view: input.view ?? 'active',
    maxResults: input.maxResults ?? 100,
    pageToken: input.pageToken,
    metrics: 'latest',
  });
}

export interface FieldSearch {
  experimentIds: readonly string[];
  filter: string;
  /** `name`, or `metrics.<key>` with the key as it is, without quotes. */
  orderBy: readonly { field: string; descending: boolean; dataset: DatasetChoice }[];
  datasets: readonly DatasetChoice[];
  maxResults: number;
  pageToken?: string | undefined;
}

/**
 * The search as MLflow's clients ask for it: order by fields, with a dataset for a metric, and all points of all
 * metrics in the answer. Experiments that are not there have no models.
 * @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN
 */
export function searchLoggedModelsByField(
  ctx: EngineContext,
  { orderBy, ...input }: FieldSearch,
): Outputs['loggedModels']['search'] {
  const order = orderBy.map(({ field, descending, dataset }): LoggedModelQuery['order'][number] => ({
    ...resolveOrderField(field, loggedModelDialect),
    descending,
    dataset,
  }));
  return findLoggedModels(ctx, { ...input, order, view: 'active', metrics: 'all' });
}
