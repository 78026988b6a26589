import { joinActivityParts, type ActivityParts } from '#core/activity/index.ts';
import { datasetsActivity } from '#core/datasets/index.ts';
import { monitoringActivity } from '#core/monitoring/index.ts';
import { createPipelineActivity, type PipelineRunner } from '#core/pipelines/index.ts';
import { registryActivity } from '#core/registry/index.ts';
import { createServingActivity, type ServingService } from '#core/serving/index.ts';
import { tracingActivity } from '#core/tracing/index.ts';
import { trackingActivity } from '#core/tracking/index.ts';
import { transferActivity } from '#core/transfer/index.ts';

/** The ways back and the names of objects, brought by each feature for its own rows of activity. */
export function createActivityParts(services: {
  runner: PipelineRunner;
  serving: ServingService;
}): Required<ActivityParts> {
  return joinActivityParts([
    trackingActivity,
    datasetsActivity,
    registryActivity,
    tracingActivity,
    monitoringActivity,
    transferActivity,
    createPipelineActivity(services.runner),
    createServingActivity(services.serving),
  ]);
}
