import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { actor, timestamp } from './entities.ts';
import { alert, alertEvidence, alertState, batchSignal, severity } from './monitoring.ts';

const alertRef = z.strictObject({ alertId: z.number().int() });

/** Which alerts of a list: `open` are all that are not resolved, `firing` those that nobody has taken up yet. */
export const alertView = z.enum(['open', ...alertState.options, 'all']);
export type AlertView = z.infer<typeof alertView>;

export const listAlerts = z.strictObject({
  model: z.string().optional(),
  state: alertView.default('open'),
  severity: severity.optional(),
  signal: batchSignal.optional(),
  assignee: z.string().optional(),
  /** Found in the model, the signal, the source of the rows, and in what people wrote. */
  text: z.string().optional(),
  ...page,
});

/**
 * One thing that happened to an alert.
 * - `fired`, `breached`: by the batch `batchId`.
 * - `cleared`, `superseded`: ended by a batch, `text` says by which.
 * - `woke`: the time of a snooze was over.
 * - the others: by a person; `text` is the note, the reason, the assignee or the comment.
 */
export const alertEvent = z.object({
  at: timestamp,
  kind: z.enum([
    'fired',
    'breached',
    'acknowledged',
    'snoozed',
    'unsnoozed',
    'woke',
    'assigned',
    'commented',
    'resolved',
    'cleared',
    'superseded',
    'reopened',
  ]),
  /** Null where a batch or the clock did it. */
  by: actor.nullable(),
  text: z.string().nullable(),
  batchId: z.number().int().nullable(),
  until: timestamp.nullable(),
  commentId: z.number().int().nullable(),
});
export type AlertEvent = z.infer<typeof alertEvent>;

export const alertProcedures = {
  /** The newest first. `counts` are of the same search in every state. */
  alerts: base.input(listAlerts).output(
    z.object({
      alerts: z.array(alert),
      counts: z.record(alertState, z.number().int()),
      nextPageToken,
    }),
  ),
  getAlert: base.input(alertRef).output(alert.extend({ evidence: alertEvidence })),
  /** What happened to it, the oldest first. @throws NOT_FOUND */
  alertHistory: base.input(alertRef).output(z.object({ events: z.array(alertEvent) })),
  /** Ends a snooze too. @throws NOT_FOUND, INVALID_STATE */
  acknowledge: base.input(alertRef.extend({ note: z.string().default('') })).output(alert),
  /** Puts it off until a time that is to come. @throws NOT_FOUND, INVALID_STATE, INVALID_ARGUMENT */
  snooze: base.input(alertRef.extend({ until: timestamp, note: z.string().default('') })).output(alert),
  /** @throws NOT_FOUND, INVALID_STATE when it is not snoozed */
  unsnooze: base.input(alertRef).output(alert),
  resolve: base.input(alertRef.extend({ reason: z.string() })).output(alert),
  /** Takes an acknowledgement or a resolution back. @throws NOT_FOUND, INVALID_STATE */
  reopen: base.input(alertRef).output(alert),
  /** Null: nobody. @throws NOT_FOUND, INVALID_ARGUMENT */
  assign: base.input(alertRef.extend({ assignee: z.string().nullable() })).output(alert),
  /** @throws NOT_FOUND, INVALID_ARGUMENT */
  comment: base.input(alertRef.extend({ text: z.string() })).output(alertEvent),
  /** @throws NOT_FOUND */
  deleteComment: base.input(alertRef.extend({ commentId: z.number().int() })).output(alert),
  /** How many alerts wait for a person: neither acknowledged nor snoozed. */
  openAlerts: base.input(z.strictObject({})).output(z.object({ count: z.number().int() })),
};
