import * as tracking from '#core/tracking/index.ts';
import { done, os } from '../os.ts';

export const loggedModelsRoutes = {
  search: os.loggedModels.search.handler(({ context, input }) =>
    tracking.searchLoggedModels(context.engine, input),
  ),
  get: os.loggedModels.get.handler(({ context, input }) =>
    tracking.getLoggedModel(context.engine, input.modelId, { allowDeleted: true }),
  ),
  setTag: os.loggedModels.setTag.handler(({ context, input: { modelId, ...tag } }) =>
    done(tracking.setModelTags(context.engine, modelId, [tag])),
  ),
  deleteTag: os.loggedModels.deleteTag.handler(({ context, input: { modelId, key } }) =>
    done(tracking.deleteModelTag(context.engine, modelId, key)),
  ),
  delete: os.loggedModels.delete.handler(({ context, input }) =>
    done(tracking.deleteLoggedModel(context.engine, input.modelId)),
  ),
};
