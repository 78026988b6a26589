import { findObjects } from '#core/finding/index.ts';
import { os } from '../os.ts';

export const findingRoutes = {
  objects: os.finding.objects.handler(async ({ context, input }) => {
    const { pipelines } = await context.services.runner.list(context.engine);
    return findObjects(context.engine, input, pipelines);
  }),
};
