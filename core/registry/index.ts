/** Registered models, their versions, and who answers: aliases with their history. */
import type { ModelScorers } from '#core/models/index.ts';
import type { TaskType } from '#core/tasks/index.ts';
import { createEvaluateTask } from './tasks/evaluate.ts';
import { createGateTask } from './tasks/gate.ts';
import { promoteTask } from './tasks/promote.ts';
import { registerTask } from './tasks/register.ts';

export { registryActivity } from './activity-parts.ts';
export {
  createRegisteredModel,
  deleteRegisteredModel,
  ensureRegisteredModel,
  getRegisteredModel,
  listRegisteredModels,
  renameRegisteredModel,
  updateRegisteredModel,
} from './models.ts';
export {
  bringAlias,
  bringModel,
  bringVersion,
  raiseLastNumber,
  readBroughtFacts,
  type BroughtVersion,
  versionNumberState,
} from './bring-model.ts';
export { createModelVersion } from './create-version.ts';
export {
  deleteModelVersion,
  getModelVersion,
  getVersionByAlias,
  getVersionLocation,
  listLatestVersions,
  listModelVersions,
  transitionStage,
  updateModelVersion,
} from './versions.ts';
export { findVersionFile, readVersionFile, readVersionFiles } from './version-files.ts';
export { archiveModel, restoreModel } from './archive.ts';
export { deleteModelTag, deleteVersionTag, setModelTag, setVersionTag } from './tags.ts';
export { compareOnSameRows, type PairedResult } from './gate/mcnemar.ts';
export { scoreSplits } from './gate/score-splits.ts';
export { deleteAlias, listAliasMoves, planRollback, promote, rollback, setAlias } from './aliases.ts';
export { resolveModelUri } from './model-uri.ts';
export { findModelTarget, locateModelFolder } from './locate.ts';
export { getModelRecord, searchModelVersions, searchRegisteredModels } from './search/search-registry.ts';
export type { ModelRecord, VersionRecord } from './search/records.ts';
export { readLateFacts } from './late-facts.ts';
export { readAliasesOfRuns } from './aliases-of-runs.ts';
export { readVersionsOfRuns, type VersionOfRun } from './versions-of-runs.ts';
export { requireNoVersions } from './purge-guard.ts';

/** @param models the way to models of any kind, which what is measured is asked through */
export function createRegistryTaskTypes(models: ModelScorers): TaskType[] {
  return [createEvaluateTask(models), createGateTask(models), registerTask, promoteTask];
}
