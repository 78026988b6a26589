import * as z from 'zod';
import type { AlertEvent } from '#contract/alert-handling.ts';
import type { Actor } from '#contract/entities.ts';
import { alert } from '#contract/monitoring.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findAlert, type AlertTableRow } from '../find.ts';
import { readStored } from '../stored-json.ts';
import { readResolved } from './alert-rows.ts';
import { listComments, toEvent } from './discuss-alert.ts';

/** All that happened to an alert, the oldest first: its batches, what people did, and snoozes that ran out. @throws NOT_FOUND */
export function readAlertHistory(ctx: EngineContext, alertId: number): { events: AlertEvent[] } {
  const row = findAlert(ctx.db, alertId);
  const deeds = listDeeds(ctx.db, alertId);
  const events = [
    ...listBreaches(ctx.db, row),
    ...deeds.map(({ event }) => event),
    ...listWakings(deeds, row, ctx.clock.now()),
    ...listComments(ctx.db, alertId).map(toEvent),
    ...listEnds(deeds, row),
  ];
  // What happened at the same moment stays in the order above.
  return { events: events.sort((a, b) => a.at - b.at) };
}

const bare = { by: null, text: null, batchId: null, until: null, commentId: null };

function listBreaches(db: ReadableDb, row: AlertTableRow): AlertEvent[] {
  const rows = db.all<{ id: number; at: number }>(
    `SELECT b.id, coalesce(b.monitored_at, b.created_at) AS at FROM alert_batches a JOIN batches b ON b.id = a.batch_id
     WHERE a.alert_id = ? ORDER BY b.id`,
    row.id,
  );
  const fired: AlertEvent = { ...bare, at: row.fired_at, kind: 'fired', batchId: row.batch_id };
  const later = rows.filter(({ id }) => id !== row.batch_id);
  return [fired, ...later.map(({ id, at }): AlertEvent => ({ ...bare, at, kind: 'breached', batchId: id }))];
}

interface DeedRow {
  at: number;
  action: string;
  actor_kind: Actor['kind'];
  actor_name: string;
  before: string | null;
  after: string | null;
}

const recorded = z
  .object({
    note: z.string(),
    reason: z.string(),
    until: z.number(),
    snoozeNote: z.string(),
    assignee: z.string().nullable(),
    kept: z.object({ resolved: alert.shape.resolved }).partial(),
  })
  .partial()
  .nullable();

const kinds: Readonly<Record<string, AlertEvent['kind']>> = {
  'alert.acknowledge': 'acknowledged',
  'alert.resolve': 'resolved',
  'alert.reopen': 'reopened',
  'alert.snooze': 'snoozed',
  'alert.unsnooze': 'unsnoozed',
  'alert.assign': 'assigned',
};

interface Deed {
  event: AlertEvent;
  /** How the alert stood until then. */
  stood: Facts;
}

type Facts = NonNullable<z.infer<typeof recorded>>;

/** What people did, from the activity; comments have a table of their own. */
function listDeeds(db: ReadableDb, alertId: number): Deed[] {
  const rows = db.all<DeedRow>(
    `SELECT at, action, actor_kind, actor_name, before, after FROM activity
     WHERE entity_kind = 'alert' AND entity_id = ? ORDER BY id`,
    String(alertId),
  );
  return rows.flatMap(({ at, action, actor_kind: kind, actor_name: name, before, after }): Deed[] => {
    const known = kinds[action];
    if (known === undefined) return [];
    const facts = readStored(recorded, after ?? 'null') ?? {};
    const until = known === 'snoozed' ? (facts.until ?? null) : null;
    const event = { ...bare, at, kind: known, by: { kind, name }, text: wordsOf(known, facts), until };
    return [{ event, stood: readStored(recorded, before ?? 'null') ?? {} }];
  });
}

function wordsOf(kind: AlertEvent['kind'], facts: Facts): string | null {
  const { note, reason, snoozeNote, assignee } = facts;
  const words = { acknowledged: note, resolved: reason, snoozed: snoozeNote, assigned: assignee };
  const text = kind in words ? words[kind as keyof typeof words] : null;
  return text === undefined || text === '' ? null : text;
}

/** A snooze that neither a person nor a batch that was worse has ended ran out at its time. */
function listWakings(deeds: readonly Deed[], row: AlertTableRow, now: number): AlertEvent[] {
  const moves = deeds.filter(({ event }) => event.kind !== 'assigned');
  return moves.flatMap(({ event: { kind, until } }, index): AlertEvent[] => {
    if (kind !== 'snoozed' || until === null) return [];
    const next = moves[index + 1];
    const stood = next === undefined ? row.snoozed_until : (next.stood.until ?? null);
    const end = next?.event.at ?? readResolved(row)?.at ?? Infinity;
    const ranOut = stood === until && until <= now && until <= end;
    return ranOut ? [{ ...bare, at: until, kind: 'woke' }] : [];
  });
}

/** An end that a batch brought is in no row of the alert's own: it stands in the alert, or in what reopened that. */
function listEnds(deeds: readonly Deed[], row: AlertTableRow): AlertEvent[] {
  const ends = [...deeds.map(({ stood }) => stood.kept?.resolved ?? null), readResolved(row)];
  const byTime = new Map(ends.flatMap((end) => (end === null ? [] : [[end.at, end] as const])));
  return [...byTime.values()].flatMap(({ at, kind, reason }): AlertEvent[] =>
    kind === 'manual' ? [] : [{ ...bare, at, kind, text: reason }],
  );
}
