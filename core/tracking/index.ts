/** Experiments, runs and all that is logged to them. */
export {
  createExperiment,
  deleteExperiment,
  deleteExperimentTag,
  ensureExperiment,
  getExperiment,
  getExperimentByName,
  restoreExperiment,
  searchExperiments,
  setExperimentTag,
  updateExperiment,
} from './experiments.ts';
export {
  createRun,
  deleteRun,
  deleteRunTag,
  getRun,
  restoreRun,
  searchRuns,
  countRuns,
  setRunTag,
  updateRun,
} from './runs.ts';
export { logBatch, logInputs, logMetric, logParam } from './logging.ts';
export { readInputs } from './inputs.ts';
export { readMetricHistory } from './metric-history.ts';
export { deleteArtifact, listArtifacts, readArtifact, writeArtifact } from './artifacts.ts';
export { writeWholeArtifact } from './write-whole-artifact.ts';
export { adoptArtifactFolder, makeIncomingFolder } from './artifact-folders.ts';
export {
  previewExperimentPurge,
  previewRunPurge,
  purgeExperiment,
  purgeRun,
  removePendingFiles,
} from './purge.ts';
