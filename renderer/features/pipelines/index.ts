export { Elapsed, spanOf } from './elapsed.tsx';
export { pipelineListQuery, pipelineRunListQuery, pipelineRunQuery } from './queries.ts';
export { PipelineRunStateLabel, taskShapes } from './states.tsx';
export { groupInstances } from './task-groups.ts';
export { useStartPipeline } from './use-start-pipeline.ts';
