/** Registered models, their versions, and who answers: aliases with their history. */
import type { TaskType } from '#core/tasks/index.ts';
import { evaluateTask } from './tasks/evaluate.ts';
import { gateTask } from './tasks/gate.ts';
import { promoteTask } from './tasks/promote.ts';
import { registerTask } from './tasks/register.ts';

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
export { deleteModelTag, deleteVersionTag, setModelTag, setVersionTag } from './tags.ts';
export { deleteAlias, listAliasMoves, promote, rollback, setAlias } from './aliases.ts';
export { resolveModelUri } from './model-uri.ts';
export { locateModelFolder } from './locate.ts';
export { getModelRecord, searchModelVersions, searchRegisteredModels } from './search/search-registry.ts';
export type { ModelRecord, VersionRecord } from './search/records.ts';
export { readLateFacts } from './late-facts.ts';
export { requireNoVersions } from './purge-guard.ts';

export const registryTaskTypes: readonly TaskType[] = [evaluateTask, gateTask, registerTask, promoteTask];
