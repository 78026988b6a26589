import * as comparison from '#core/comparison/index.ts';
import { os } from '../os.ts';

export const comparisonRoutes = {
  read: os.comparison.read.handler(({ context, input }) => comparison.compareRuns(context.engine, input)),
};
