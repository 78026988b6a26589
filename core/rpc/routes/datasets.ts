import * as datasets from '#core/datasets/index.ts';
import { done, os } from '../os.ts';

export const datasetsRoutes = {
  inspect: os.datasets.inspect.handler(({ context, input }) => datasets.inspectSource(context.engine, input)),
  add: os.datasets.add.handler(({ context, input, signal }) =>
    datasets.addDataset(context.engine, input, { signal }),
  ),
  upload: os.datasets.upload.handler(({ context, input }) => datasets.uploadPiece(context.engine, input)),
  list: os.datasets.list.handler(({ context }) => ({ datasets: datasets.listDatasets(context.engine) })),
  get: os.datasets.get.handler(({ context, input }) => datasets.getDataset(context.engine, input)),
  versions: os.datasets.versions.handler(({ context, input }) => ({
    versions: datasets.listDatasetVersions(context.engine, input.name),
  })),
  preview: os.datasets.preview.handler(({ context, input }) =>
    datasets.previewDataset(context.engine, input),
  ),
  diff: os.datasets.diff.handler(({ context, input }) => datasets.diffDataset(context.engine, input)),
  verify: os.datasets.verify.handler(({ context, input }) => datasets.verifyDataset(context.engine, input)),
  restore: os.datasets.restore.handler(({ context, input }) =>
    datasets.restoreDataset(context.engine, input),
  ),
  describe: os.datasets.describe.handler(({ context, input }) =>
    done(datasets.describeDataset(context.engine, input.name, input.description)),
  ),
};
