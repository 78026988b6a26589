import type { Experiment } from '#contract/entities.ts';
import { orOmit } from '../wire/values.ts';

/** An experiment as MLflow says it. */
export function buildExperimentReply(experiment: Experiment): object {
  return {
    experiment_id: experiment.experimentId,
    name: experiment.name,
    artifact_location: experiment.artifactLocation,
    lifecycle_stage: experiment.lifecycle,
    last_update_time: experiment.updatedAt,
    creation_time: experiment.createdAt,
    tags: orOmit(experiment.tags),
  };
}
