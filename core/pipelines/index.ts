/** Pipelines: files that are read and checked, and the runner of their tasks. */
export { createPipelineActivity } from './activity-parts.ts';
export { listBackfillJobs, listPipelineJobs } from './pipeline-jobs.ts';
export { createPipelineRunner, type PipelineRunner } from './pipeline-runner.ts';
export { listUnfinishedRuns } from './run/rows.ts';
export { createGeneralTaskTypes, type GeneralTypeOptions } from './types/general-types.ts';
export type { PipelineStarter } from './types/trigger.ts';
