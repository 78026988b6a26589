import * as z from 'zod';

/**
 * Facts that the engine announces after a commit. They name what changed and carry no state: a screen that shows it
 * asks again. Delivery may merge several equal facts into one (see `eventBatch`).
 */
export const engineEvent = z.discriminatedUnion('type', [
  /** An experiment was made, renamed, tagged, deleted, restored or purged. */
  z.object({ type: z.literal('experiment.changed'), experimentId: z.string() }),
  /** A run was made, or its status, name, params, tags, inputs or lifecycle changed. */
  z.object({ type: z.literal('run.changed'), experimentId: z.string(), runId: z.string() }),
  /** Metric points arrived: at most about four of these a second and run. */
  z.object({
    type: z.literal('run.metrics'),
    experimentId: z.string(),
    runId: z.string(),
    keys: z.array(z.string()),
  }),
  /** Files of a run were written or deleted. */
  z.object({ type: z.literal('run.artifacts'), experimentId: z.string(), runId: z.string() }),
  /** Many runs of an experiment changed at once: lists should be read again. */
  z.object({ type: z.literal('runs.changed'), experimentId: z.string() }),
  /** A saved view of an experiment's runs was made, changed or deleted. */
  z.object({ type: z.literal('view.changed'), experimentId: z.string() }),
  /** A dataset got a version or other words. */
  z.object({ type: z.literal('dataset.changed'), name: z.string() }),
  /** A registered model, a version of it, its tags or its aliases changed. */
  z.object({ type: z.literal('model.changed'), name: z.string() }),
  /** A logged model was made, or its status, tags, params, metrics or lifecycle changed. */
  z.object({ type: z.literal('loggedModel.changed'), experimentId: z.string(), modelId: z.string() }),
  /**
   * A pipeline's file or its schedule changed. `hash` is that of the file that was written, by whoever; null when it was
   * deleted, left out when the file is the same.
   */
  z.object({
    type: z.literal('pipeline.changed'),
    name: z.string(),
    hash: z.string().nullable().optional(),
  }),
  /** The places of a pipeline's tasks were kept, by whoever; `hash` as in `pipeline.changed`. */
  z.object({ type: z.literal('pipeline.layoutChanged'), name: z.string(), hash: z.string().nullable() }),
  /** A draft was edited; 0: it was saved or discarded. */
  z.object({ type: z.literal('pipeline.draftChanged'), name: z.string(), revision: z.number().int() }),
  /** A run of a pipeline or one of its tasks changed state. */
  z.object({ type: z.literal('pipelineRun.changed'), pipeline: z.string(), pipelineRunId: z.string() }),
  /** A log grew, or a task told of its progress: at most about four of these a second and run. */
  z.object({ type: z.literal('pipelineRun.progress'), pipeline: z.string(), pipelineRunId: z.string() }),
  /** A batch was scored, monitored or labelled. */
  z.object({ type: z.literal('batch.changed'), model: z.string(), batchId: z.number().int() }),
  z.object({ type: z.literal('alert.changed'), model: z.string(), alertId: z.number().int() }),
  /** Serving began, ended, follows another version, or answered requests. */
  z.object({ type: z.literal('serving.changed') }),
  /** A Python environment is being made, was made, failed or was removed. */
  z.object({ type: z.literal('python.changed') }),
  /** An import or a push began, went on or ended. */
  z.object({ type: z.literal('transfer.changed') }),
  /** Work of the engine itself began or ended: a backup, an export, a permanent delete. */
  z.object({ type: z.literal('jobs.changed') }),
  /** Traces of an experiment came, changed or were deleted. */
  z.object({ type: z.literal('trace.changed'), experimentId: z.string() }),
  /** Warnings, sizes or backups of the workspace changed. */
  z.object({ type: z.literal('workspace.changed') }),
]);
export type EngineEvent = z.infer<typeof engineEvent>;
export type EngineEventType = EngineEvent['type'];

/**
 * What the event stream delivers. `epoch` names one life of the engine, `from` and `to` the numbers of the events that
 * this batch covers (merged ones included). A subscriber that sees another epoch, or `from` above its last `to` + 1,
 * has missed something and must read everything again.
 */
export const eventBatch = z.object({
  epoch: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  events: z.array(engineEvent),
});
export type EventBatch = z.infer<typeof eventBatch>;
