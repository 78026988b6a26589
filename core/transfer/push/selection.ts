import type { Experiment, Run } from '#contract/entities.ts';
import type { PushOrder } from '#contract/transfer.ts';
import type { RegisteredModel } from '#contract/registry.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getRegisteredModel, listModelVersions, listRegisteredModels } from '#core/registry/index.ts';
import { getExperimentByName, searchExperiments, searchRuns } from '#core/tracking/index.ts';

/* What an order means, in this workspace. Deleted experiments and runs are not sent. */

/** @throws NOT_FOUND for a name that no experiment has */
export function* chosenExperiments(ctx: EngineContext, order: PushOrder): Generator<Experiment, void> {
  if (order.all !== true) {
    for (const name of new Set(order.experiments)) yield getExperimentByName(ctx, name);
    return;
  }
  for (let pageToken: string | undefined; ;) {
    const page = searchExperiments(ctx, { orderBy: ['experiment_id ASC'], pageToken });
    yield* page.experiments;
    if (page.nextPageToken === null) return;
    pageToken = page.nextPageToken;
  }
}

/** @throws NOT_FOUND for a name that no model has */
export function* chosenModels(ctx: EngineContext, order: PushOrder): Generator<RegisteredModel, void> {
  if (order.all !== true) {
    for (const name of new Set(order.models)) yield getRegisteredModel(ctx, name);
    return;
  }
  for (let pageToken: string | undefined; ;) {
    const page = listRegisteredModels(ctx, { prompts: true, pageToken });
    yield* page.models;
    if (page.nextPageToken === null) return;
    pageToken = page.nextPageToken;
  }
}

const runsPerPage = 100;

/** The active runs of an experiment, those that began first at first. */
export function* runsOf(ctx: EngineContext, experimentId: string): Generator<Run, void> {
  for (let pageToken: string | undefined; ;) {
    const page = searchRuns(ctx, {
      experimentIds: [experimentId],
      orderBy: ['attributes.start_time ASC'],
      maxResults: runsPerPage,
      pageToken,
    });
    yield* page.runs;
    if (page.nextPageToken === null) return;
    pageToken = page.nextPageToken;
  }
}

/** The runs that the versions of a model came from. */
export function runsBehind(ctx: EngineContext, name: string): string[] {
  const ids = listModelVersions(ctx, name).flatMap(({ runId }) => runId ?? []);
  return [...new Set(ids)].reverse();
}
