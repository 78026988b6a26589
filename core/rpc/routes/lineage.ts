import * as lineage from '#core/lineage/index.ts';
import { os } from '../os.ts';

export const lineageRoutes = {
  trace: os.lineage.trace.handler(({ context, input }) => lineage.traceLineage(context.engine, input)),
};
