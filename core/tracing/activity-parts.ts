import type { ActivityParts } from '#core/activity/index.ts';

/** Traces come from programs and are left as they told them. */
export const tracingActivity: ActivityParts = {
  inverses: {},
  names: {
    trace: (db, id) =>
      db.get<{ name: string | null }>('SELECT name FROM traces WHERE trace_id = ?', id)?.name ?? null,
  },
  owners: {
    trace: (db, id) =>
      db
        .get<{ experiment_id: number }>('SELECT experiment_id FROM traces WHERE trace_id = ?', id)
        ?.experiment_id.toString() ?? null,
  },
};
