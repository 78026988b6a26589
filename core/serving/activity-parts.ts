import { recordedText, type ActivityParts } from '#core/activity/index.ts';
import { readEndpoint } from './endpoint.ts';
import type { ServingService } from './serving-service.ts';

export function createServingActivity(serving: ServingService): ActivityParts {
  return {
    inverses: {
      'serving.setModel': {
        left: ({ before, after }) => before && { model: after?.['name'] ?? null },
        now: (db) => ({ model: readEndpoint({ db }).model }),
        undo: (ctx, { before }) => serving.setModel(ctx, recordedText(before, 'name')),
      },
    },
  };
}
