import type { Alert } from '#contract/monitoring.ts';
import type { Inputs } from '#contract/procedures.ts';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findAlert, type AlertTableRow } from '../find.ts';
import { isSnoozed, stateOf } from './alert-rows.ts';
import { readStanding, stand, wrongState, type Kept, type Standing } from './standing.ts';

type In = Inputs['monitoring'];

/**
 * Says that somebody looks into it, which ends a snooze.
 * @throws NOT_FOUND, INVALID_STATE when it was acknowledged or resolved before
 */
export function acknowledgeAlert(ctx: EngineContext, { alertId, note }: In['acknowledge']): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    const state = stateOf(row, tx.now);
    if (state === 'resolved') throw resolvedAlready(row);
    if (state === 'acknowledged')
      throw wrongState(row, state, 'firing', 'There is nothing to do: it fires again when it gets worse.');
    return stand(tx, row, { state: 'acknowledged', note: note ?? '' }, 'alert.acknowledge');
  });
}

/**
 * Puts an alert off: until then it does not ask for anybody, unless it becomes critical. A second snooze moves the time.
 * @throws NOT_FOUND, INVALID_STATE when it is resolved, INVALID_ARGUMENT for a time that is over
 */
export function snoozeAlert(ctx: EngineContext, { alertId, until, note }: In['snooze']): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    if (row.state === 'resolved') throw resolvedAlready(row);
    refuseTime(until, tx.now);
    return stand(tx, row, { ...readStanding(row), until, snoozeNote: note ?? '' }, 'alert.snooze');
  });
}

/** The last moment that a date can tell, in ms since 1970 UTC. */
const latest = 8.64e15;

function refuseTime(until: number, now: number): void {
  if (until > now && until <= latest) return;
  const given = Math.abs(until) > latest ? String(until) : new Date(until).toISOString();
  const problem = until > latest ? 'no calendar goes that far' : 'a snooze ends later than now';
  throw invalidArgument('until', given, problem, 'Give a time that is to come.');
}

/** Ends a snooze before its time. @throws NOT_FOUND, INVALID_STATE when it is not snoozed */
export function unsnoozeAlert(ctx: EngineContext, { alertId }: In['unsnooze']): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    if (!isSnoozed(row, tx.now))
      throw wrongState(row, row.state, 'snoozed', 'There is nothing to do: it is not put off.');
    return stand(tx, row, withoutSnooze(readStanding(row)), 'alert.unsnooze');
  });
}

/** Ends an alert; the next breach fires another one. @throws NOT_FOUND, INVALID_STATE, INVALID_ARGUMENT without a reason */
export function resolveAlert(ctx: EngineContext, input: In['resolve']): Promise<Alert> {
  const reason = input.reason.trim();
  if (reason === '') {
    throw invalidArgument(
      'reason',
      input.reason,
      'an alert is resolved with a reason',
      'Say in a few words what was found or done.',
    );
  }
  return ctx.write((tx) => {
    const row = findAlert(tx.db, input.alertId);
    if (row.state === 'resolved') throw resolvedAlready(row);
    const next: Standing = { ...withoutSnooze(readStanding(row)), state: 'resolved', reason };
    return stand(tx, row, next, 'alert.resolve');
  });
}

/**
 * Lets an alert wait for a person again that was acknowledged or resolved.
 * @throws NOT_FOUND, INVALID_STATE when it waits already, or when the same signal fires in another alert by now
 */
export function reopenAlert(ctx: EngineContext, { alertId }: In['reopen']): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    const state = stateOf(row, tx.now);
    if (state === 'firing') throw wrongState(row, state, 'another state', 'There is nothing to do.');
    refuseSecondOpen(tx, row);
    return stand(tx, row, { state: 'firing' }, 'alert.reopen');
  });
}

/**
 * Makes an alert stand as it stood before a change, by whom and since when included: the way back of all of the above. A
 * snooze whose time is over by now comes back as one that is over.
 * @throws NOT_FOUND, INVALID_STATE when the same signal fires in another alert by now
 */
export function restoreStanding(
  ctx: EngineContext,
  alertId: number,
  to: Standing,
  kept: Kept,
): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    if (to.state !== 'resolved') refuseSecondOpen(tx, row);
    return stand(tx, row, to, wayTo(to, readStanding(row)), kept);
  });
}

function wayTo(to: Standing, from: Standing): Parameters<typeof stand>[3] {
  if (to.state === 'resolved') return 'alert.resolve';
  if (to.until !== undefined) return 'alert.snooze';
  if (from.state === to.state) return 'alert.unsnooze';
  return to.state === 'acknowledged' && from.state === 'firing' ? 'alert.acknowledge' : 'alert.reopen';
}

function withoutSnooze({ until: _, snoozeNote: __, ...standing }: Standing): Standing {
  return standing;
}

/** At most one alert of a model's signal is open. */
function refuseSecondOpen(tx: WriteTx, row: AlertTableRow): void {
  if (row.state !== 'resolved') return;
  const other = tx.db.get<{ id: number }>(
    `SELECT id FROM alerts WHERE model_name = ? AND signal = ? AND state <> 'resolved' AND id <> ?`,
    row.model_name,
    row.signal,
    row.id,
  );
  if (other === undefined) return;
  const remedy = `The alert ${other.id} has taken its place.`;
  throw wrongState(row, 'resolved', 'no other open alert of its signal', remedy);
}

function resolvedAlready(row: AlertTableRow): StileError {
  const remedy = 'There is nothing to do: the next breach fires a new alert.';
  return wrongState(row, 'resolved', 'firing or acknowledged', remedy);
}
