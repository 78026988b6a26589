/** The text of a pipeline file as a model that can be read and changed: for the engine and for the page alike. */
export { sameData } from './data-edits.ts';
export { ancestorsOf, descendantsOf, findCycleOfEdge } from './graph.ts';
export { copyTasks, planEdits } from './operations.ts';
export { findFreeId } from './paste.ts';
export { createPipelineReader, readPipeline, type PipelineReader } from './read-pipeline.ts';
export { renderInline } from './render-value.ts';
export { applySplices, invertSplices, spliceBetween } from './splices.ts';
export { EditRefused, type GraphTask, type PipelineGraph, type SyntaxProblem } from './types.ts';
