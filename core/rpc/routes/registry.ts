import * as registry from '#core/registry/index.ts';
import { done, os } from '../os.ts';

export const registryRoutes = {
  create: os.registry.create.handler(({ context, input }) =>
    registry.createRegisteredModel(context.engine, input),
  ),
  get: os.registry.get.handler(({ context, input }) =>
    registry.getRegisteredModel(context.engine, input.name),
  ),
  list: os.registry.list.handler(({ context, input }) =>
    registry.listRegisteredModels(context.engine, input),
  ),
  update: os.registry.update.handler(({ context, input }) =>
    registry.updateRegisteredModel(context.engine, input),
  ),
  rename: os.registry.rename.handler(({ context, input }) =>
    registry.renameRegisteredModel(context.engine, input),
  ),
  delete: os.registry.delete.handler(({ context, input }) =>
    done(registry.deleteRegisteredModel(context.engine, input.name)),
  ),
  archive: os.registry.archive.handler(({ context, input }) => registry.archiveModel(context.engine, input)),
  restore: os.registry.restore.handler(({ context, input }) => registry.restoreModel(context.engine, input)),
  setTag: os.registry.setTag.handler(({ context, input }) =>
    done(registry.setModelTag(context.engine, input)),
  ),
  deleteTag: os.registry.deleteTag.handler(({ context, input }) =>
    done(registry.deleteModelTag(context.engine, input)),
  ),
  createVersion: os.registry.createVersion.handler(({ context, input }) =>
    registry.createModelVersion(context.engine, input),
  ),
  getVersion: os.registry.getVersion.handler(({ context, input }) =>
    registry.getModelVersion(context.engine, input),
  ),
  versions: os.registry.versions.handler(({ context, input }) => ({
    versions: registry.listModelVersions(context.engine, input.name),
  })),
  versionFiles: os.registry.versionFiles.handler(({ context, input }) =>
    registry.readVersionFiles(context.engine, input),
  ),
  readVersionFile: os.registry.readVersionFile.handler(({ context, input }) =>
    registry.readVersionFile(context.engine, input),
  ),
  updateVersion: os.registry.updateVersion.handler(({ context, input }) =>
    registry.updateModelVersion(context.engine, input),
  ),
  deleteVersion: os.registry.deleteVersion.handler(({ context, input }) =>
    done(registry.deleteModelVersion(context.engine, input)),
  ),
  setVersionTag: os.registry.setVersionTag.handler(({ context, input }) =>
    done(registry.setVersionTag(context.engine, input)),
  ),
  deleteVersionTag: os.registry.deleteVersionTag.handler(({ context, input }) =>
    done(registry.deleteVersionTag(context.engine, input)),
  ),
  transitionStage: os.registry.transitionStage.handler(({ context, input }) =>
    registry.transitionStage(context.engine, input),
  ),
  setAlias: os.registry.setAlias.handler(({ context, input }) => registry.setAlias(context.engine, input)),
  deleteAlias: os.registry.deleteAlias.handler(({ context, input }) =>
    done(registry.deleteAlias(context.engine, input)),
  ),
  promote: os.registry.promote.handler(({ context, input }) => registry.promote(context.engine, input)),
  rollback: os.registry.rollback.handler(({ context, input }) => registry.rollback(context.engine, input)),
  history: os.registry.history.handler(({ context, input }) => ({
    moves: registry.listAliasMoves(context.engine, input.name),
  })),
  resolve: os.registry.resolve.handler(({ context, input }) =>
    registry.resolveModelUri(context.engine, input.uri),
  ),
};
