/** The text of a pipeline file as a model that can be read and changed: for the engine and for the page alike. */
export {
  EditRefused,
  type Edited,
  type GraphTask,
  type PipelineGraph,
  type ReadText,
  type RefusalCode,
  type SyntaxProblem,
} from './types.ts';
