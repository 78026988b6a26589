export { Elapsed, spanOf } from './elapsed.tsx';
export { pipelineListQuery, pipelineRunListQuery, pipelineRunQuery } from './queries.ts';
export { PipelineRunStateLabel, taskShapes } from './states.tsx';
export { useStartPipeline } from './use-start-pipeline.ts';
