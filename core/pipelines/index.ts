/** Pipelines: files that are read and checked, and the runner of their tasks. */
export { createPipelineRunner, type PipelineRunner, type PipelineRunnerOptions } from './pipeline-runner.ts';
