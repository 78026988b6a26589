import { recordedText, type ActivityParts } from '#core/activity/index.ts';
import { describeDataset } from './describe.ts';
import { findDatasetOrNull } from './find.ts';

/** Versions of datasets are immutable and stay; their words can be taken back. */
export const datasetsActivity: ActivityParts = {
  inverses: {
    'dataset.describe': {
      left: ({ before, after }) => before && { description: after?.['description'] },
      now: (db, { entityId }) => {
        const row = findDatasetOrNull(db, entityId);
        return row === null ? null : { description: row.description };
      },
      undo: (ctx, { entityId, before }) =>
        describeDataset(ctx, entityId, recordedText(before, 'description') ?? ''),
    },
  },
  names: { dataset: (_, id) => id },
};
