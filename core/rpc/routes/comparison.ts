import * as comparison from '#core/comparison/index.ts';
import { os } from '../os.ts';

export const comparisonRoutes = {
  read: os.comparison.read.handler(({ context, input }) => comparison.compareRuns(context.engine, input)),
  significance: os.comparison.significance.handler(({ context, input }) =>
    comparison.testSignificance(context.engine, input),
  ),
  importance: os.comparison.importance.handler(({ context, input }) => ({
    params: comparison.rankParams(context.engine, input),
  })),
};
