import * as comparison from '#core/comparison/index.ts';
import { os } from '../os.ts';

export const comparisonRoutes = {
  read: os.comparison.read.handler(({ context, input }) => comparison.compareRuns(context.engine, input)),
  significance: os.comparison.significance.handler(({ context, input, signal }) =>
    comparison.testSignificance(context.engine, input, signal),
  ),
  importance: os.comparison.importance.handler(({ context, input }) =>
    comparison.rankParams(context.engine, input),
  ),
  report: os.comparison.report.handler(({ context, input, signal }) =>
    comparison.writeReport(context.engine, input, signal),
  ),
  files: os.comparison.files.handler(({ context, input, signal }) =>
    comparison.compareFiles(context.engine, input, signal),
  ),
  fileDiff: os.comparison.fileDiff.handler(({ context, input }) =>
    comparison.diffFile(context.engine, input),
  ),
  configDiff: os.comparison.configDiff.handler(({ context, input }) =>
    comparison.diffConfig(context.engine, input),
  ),
};
