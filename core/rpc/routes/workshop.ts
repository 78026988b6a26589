import { createWorkshop, useOwnData } from '#core/workshop/index.ts';
import { os } from '../os.ts';

export const workshopRoutes = {
  create: os.workshop.create.handler(({ context, input }) =>
    createWorkshop(context.engine, context.services, input),
  ),
  useData: os.workshop.useData.handler(({ context, input }) =>
    useOwnData(context.engine, context.services, input),
  ),
};
