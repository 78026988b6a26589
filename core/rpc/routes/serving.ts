import { done, os } from '../os.ts';

export const servingRoutes = {
  status: os.serving.status.handler(({ context }) => context.services.serving.status(context.engine)),
  setModel: os.serving.setModel.handler(({ context, input }) =>
    done(context.services.serving.setModel(context.engine, input.name)),
  ),
  predict: os.serving.predict.handler(({ context, input }) =>
    context.services.serving.predict(context.engine, input),
  ),
  log: os.serving.log.handler(({ context, input }) => context.services.serving.log(context.engine, input)),
};
