import { prepareModelPython } from '#core/python/index.ts';
import { done, os } from '../os.ts';

export const pythonRoutes = {
  interpreters: os.python.interpreters.handler(async ({ context, input }) => ({
    interpreters: await context.services.python.interpreters(input.refresh),
  })),
  environments: os.python.environments.handler(async ({ context }) => ({
    environments: await context.services.python.environments(),
  })),
  prepare: os.python.prepare.handler(async ({ context, input }) => {
    const { python, serving } = context.services;
    const prepared = await prepareModelPython(context.engine, python, input.model);
    // A model that could not answer for want of this can now.
    serving.refresh();
    return prepared;
  }),
  cancel: os.python.cancel.handler(({ context, input }) => {
    context.services.python.cancel(input.id);
    return {};
  }),
  remove: os.python.remove.handler(({ context, input }) => done(context.services.python.remove(input.id))),
};
