import type { Inputs, Outputs } from '#contract/procedures.ts';
import { parseOrder } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '../find.ts';
import { loggedModelDialect } from './dialect.ts';
import { findLoggedModels } from './search.ts';

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
