/** What was made of what: datasets, files, runs, tasks, models, batches and alerts. */
export {
  hasExecution,
  moveArtifact,
  recordArtifact,
  recordLineage,
  renameExecution,
  runStates,
  type ArtifactRef,
  type ExecutionRef,
  type LineageFacts,
} from './record-lineage.ts';
export { searchLineage } from './search-lineage.ts';
export { traceLineage, type TraceQuery } from './trace-lineage.ts';
