import type { ActivityParts } from '#core/activity/index.ts';

export const transferActivity: ActivityParts = {
  inverses: {},
  names: {
    transfer: (db, id) =>
      db.get<{ address: string }>(
        'SELECT address FROM transfer_sides WHERE id = (SELECT side_id FROM transfer_jobs WHERE id = ?)',
        id,
      )?.address ?? null,
  },
};
