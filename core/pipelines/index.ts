export { createPipelineRunner, type PipelineRunner, type PipelineRunnerOptions } from './pipeline-runner.ts';
