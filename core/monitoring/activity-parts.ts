import { recordedText, type ActivityParts, type Inverse } from '#core/activity/index.ts';
import { acknowledgeAlert, reopenAlert, resolveAlert } from './alerts.ts';
import type { AlertTableRow, BatchTableRow } from './find.ts';

/** An alert goes back to the state that it had: firing, acknowledged with what was said then, or resolved. */
const alertState: Inverse = {
  left: ({ before, after }) => (recordedText(before, 'state') === null ? null : { state: after?.['state'] }),
  now: (db, { entityId }) => {
    const row = db.get<AlertTableRow>('SELECT * FROM alerts WHERE id = ?', entityId);
    return row === undefined ? null : { state: row.state };
  },
  undo: (ctx, { entityId, action, before }) => {
    const alertId = Number(entityId);
    const state = recordedText(before, 'state');
    if (action !== 'alert.reopen')
      return reopenAlert(ctx, alertId, state === 'acknowledged' ? state : 'firing');
    if (state === 'acknowledged')
      return acknowledgeAlert(ctx, { alertId, note: recordedText(before, 'note') ?? '' });
    return resolveAlert(ctx, { alertId, reason: recordedText(before, 'reason') ?? '' });
  },
};

export const monitoringActivity: ActivityParts = {
  inverses: { 'alert.acknowledge': alertState, 'alert.resolve': alertState, 'alert.reopen': alertState },
  names: {
    alert: (db, id) => {
      const row = db.get<AlertTableRow>('SELECT * FROM alerts WHERE id = ?', id);
      return row === undefined ? null : `${row.signal} · ${row.model_name} v${row.model_version}`;
    },
    batch: (db, id) => {
      const row = db.get<BatchTableRow>('SELECT * FROM batches WHERE id = ?', id);
      return row === undefined ? null : `${row.model_name} #${row.id}`;
    },
  },
  owners: {
    batch: (db, id) =>
      db.get<{ model_name: string }>('SELECT model_name FROM batches WHERE id = ?', id)?.model_name ?? null,
  },
};
