/** Experiments, runs and all that is logged to them. */
export { trackingActivity } from './activity-parts.ts';
export {
  createExperiment,
  deleteExperimentTag,
  ensureExperiment,
  getExperiment,
  getExperimentByName,
  searchExperiments,
  setExperimentTag,
  updateExperiment,
} from './experiments.ts';
export { bringExperiment } from './bring/experiments.ts';
export { bringLoggedModel, bringModelPoints, isLoggedModelKnown } from './bring/logged-models.ts';
export { bringPoints, bringRun, isRunKnown } from './bring/runs.ts';
export { deleteExperiment, restoreExperiment } from './experiment-lifecycle.ts';
export { listDatasetSummaries } from './dataset-summaries.ts';
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
export { logBatch, logInputs, logMetric, logParam, logOutputs } from './logging.ts';
export { recordLegacyModel } from './legacy-models.ts';
export { readInputs } from './inputs.ts';
export { readRunsOf } from './read-many.ts';
export { chooseMainMetric, type MetricCandidate } from './main-metric.ts';
export { directionOf, isShareMetric } from './metric-direction.ts';
export { readMetricHistory } from './metric-history.ts';
export { readHistories, readHistoryByTime, type HistoryPoint } from './metric-history-by-time.ts';
export { maxSampledSteps, readSampledHistory } from './sampled-history.ts';
export { createSeriesService, type SeriesService } from './series/series-service.ts';
export { readRunColumns } from './run-table/columns.ts';
export { changeManyRuns } from './run-table/change-many.ts';
export { explainFilter } from './run-table/explain-filter.ts';
export { readRunGroups, readRunIds } from './run-table/groups.ts';
export { readInsideRuns } from './run-table/inside-runs.ts';
export { readRunValues } from './run-table/values.ts';
export { createRunView, deleteRunView, getRunView, listRunViews, updateRunView } from './run-views/views.ts';
export { readSparklines } from './series/sparklines.ts';
export type { PlainMetric, PlainRun } from './read-runs.ts';
export { getRunRecord, searchRunRecords, type RunRecord } from './run-records.ts';
export { deleteArtifact, findArtifact, listArtifacts, readArtifact, writeArtifact } from './artifacts.ts';
export { deleteArtifactPath } from './artifact-store/delete.ts';
export { putArtifact } from './artifact-store/put.ts';
export {
  artifactUriOf,
  listFilesOf,
  openFileOf,
  pathOfOwner,
  type FileOwner,
} from './artifact-store/by-owner.ts';
export { listArtifactFolder, openArtifact, openBelow, type OpenArtifact } from './artifact-store/read.ts';
export { writeWholeArtifact } from './write-whole-artifact.ts';
export { adoptArtifactFolder, withIncomingFolder } from './artifact-folders.ts';
export {
  previewExperimentPurge,
  previewRunPurge,
  purgeExperiment,
  purgeRun,
  removePendingFiles,
} from './purge.ts';
export {
  createLoggedModel,
  deleteLoggedModel,
  finalizeLoggedModel,
  getLoggedModel,
} from './logged-models/models.ts';
export {
  changeModelTags,
  deleteModelTag,
  findModelTag,
  logModelParams,
  setModelTags,
} from './logged-models/texts.ts';
export { searchLoggedModels, searchLoggedModelsByField } from './logged-models/list-models.ts';
export { dropTrace } from './purge-traces.ts';
export { findActiveExperiment, findActiveRun, findExperiment, findRun } from './find.ts';
export { findLoggedModel, type LoggedModelRow } from './logged-models/find-model.ts';
export { loggedModelUri } from './logged-models/links.ts';
export { emitChange as emitLoggedModelChange } from './logged-models/announce.ts';
