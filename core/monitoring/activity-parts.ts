import * as z from 'zod';
import { alert } from '#contract/monitoring.ts';
import { recordedText, type ActivityParts, type Inverse, type RecordedChange } from '#core/activity/index.ts';
import { deleteComment, listComments, assignAlert, restoreComment } from './alerts/discuss-alert.ts';
import { restoreStanding } from './alerts/change-alert.ts';
import { readStanding, type Kept, type Standing } from './alerts/standing.ts';
import type { AlertTableRow, BatchTableRow } from './find.ts';

/** An alert stands again as it stood: firing, acknowledged or resolved with what was said then, snoozed or not. */
const alertStanding: Inverse = {
  left: ({ before, after }) =>
    recordedText(before, 'state') === null
      ? null
      : { until: null, ...Object.fromEntries(stoodBy.flatMap((fact) => pick(after, fact))) },
  now: (db, { entityId }) => {
    const row = db.get<AlertTableRow>('SELECT * FROM alerts WHERE id = ?', entityId);
    return row === undefined ? null : { ...readStanding(row) };
  },
  undo: (ctx, { entityId, before }) =>
    restoreStanding(ctx, Number(entityId), readRecorded(before), readKept(before)),
};

/** What a later change of the same kind moves too, if only the words. */
const stoodBy = ['state', 'until', 'note', 'reason', 'snoozeNote'] as const;

function pick(recorded: RecordedChange['after'], fact: string): [string, unknown][] {
  const value = recorded?.[fact];
  return value === undefined ? [] : [[fact, value]];
}

const { acknowledged, snoozed, resolved } = alert.shape;
const keptParts = z.object({ acknowledged, snoozed, resolved }).partial();

/** An older Stile kept none. */
function readKept(recorded: RecordedChange['before']): Kept {
  return keptParts.safeParse(recorded?.['kept']).data ?? {};
}

/** As it was recorded: an older Stile kept the state and, of some, what was said. */
function readRecorded(recorded: RecordedChange['before']): Standing {
  const state = recordedText(recorded, 'state');
  const words = { note: recordedText(recorded, 'note'), reason: recordedText(recorded, 'reason') };
  const until = recorded?.['until'];
  return {
    state: state === 'acknowledged' || state === 'resolved' ? state : 'firing',
    ...(words.note !== null && { note: words.note }),
    ...(words.reason !== null && { reason: words.reason }),
    ...(typeof until === 'number' && { until, snoozeNote: recordedText(recorded, 'snoozeNote') ?? '' }),
  };
}

const assignment: Inverse = {
  left: ({ after }) => ({ assignee: recordedText(after, 'assignee') }),
  now: (db, { entityId }) => {
    const row = db.get<AlertTableRow>('SELECT * FROM alerts WHERE id = ?', entityId);
    return row === undefined ? null : { assignee: row.assignee };
  },
  undo: (ctx, { entityId, before }) =>
    assignAlert(ctx, { alertId: Number(entityId), assignee: recordedText(before, 'assignee') }),
};

const comment: Inverse = {
  left: ({ after }) => ({ comment: recordedText(after, 'text') }),
  now: (db, { entityId, before, after }) => {
    const id = (after ?? before)?.['commentId'];
    const found = listComments(db, Number(entityId)).find((candidate) => candidate.id === id);
    return { comment: found?.text ?? null };
  },
  undo: (ctx, { entityId, before, after }) =>
    before === null
      ? deleteComment(ctx, { alertId: Number(entityId), commentId: Number(after?.['commentId']) })
      : restoreComment(ctx, Number(entityId), before),
};

export const monitoringActivity: ActivityParts = {
  inverses: {
    'alert.acknowledge': alertStanding,
    'alert.snooze': alertStanding,
    'alert.unsnooze': alertStanding,
    'alert.resolve': alertStanding,
    'alert.reopen': alertStanding,
    'alert.assign': assignment,
    'alert.comment': comment,
    'alert.delete_comment': comment,
  },
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
