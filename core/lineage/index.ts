/** What was made of what: datasets, runs, models, batches and alerts. */
export {
  moveArtifact,
  recordArtifact,
  recordLineage,
  runStates,
  type ArtifactRef,
  type ExecutionRef,
  type LineageFacts,
} from './record-lineage.ts';
export { traceLineage, type TraceQuery } from './trace-lineage.ts';
