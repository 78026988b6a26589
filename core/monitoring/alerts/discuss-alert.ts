import type { AlertEvent } from '#contract/alert-handling.ts';
import { actor } from '#contract/entities.ts';
import type { Alert } from '#contract/monitoring.ts';
import type { Inputs } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findAlert } from '../find.ts';
import { readStored } from '../stored-json.ts';
import { rowToAlert } from './alert-rows.ts';
import { announce } from './standing.ts';

type In = Inputs['monitoring'];

const longestName = 100;
const longestComment = 10_000;

/** Says who looks after an alert. @throws NOT_FOUND, INVALID_ARGUMENT for a name that is too long */
export function assignAlert(ctx: EngineContext, { alertId, assignee: given }: In['assign']): Promise<Alert> {
  const assignee = given === null || given.trim() === '' ? null : given.trim();
  if (assignee !== null && assignee.length > longestName) {
    throw invalidArgument(
      'assignee',
      assignee,
      `a name has at most ${longestName} characters`,
      'Give a shorter one.',
    );
  }
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    if (row.assignee === assignee) {
      tx.unchanged();
      return rowToAlert(tx.db, row, tx.now);
    }
    tx.db.run('UPDATE alerts SET assignee = ? WHERE id = ?', assignee, alertId);
    return announce(tx, row, {
      action: 'alert.assign',
      before: { assignee: row.assignee },
      after: { assignee },
    });
  });
}

interface CommentRow {
  id: number;
  at: number;
  by: string;
  text: string;
}

/** @throws NOT_FOUND, INVALID_ARGUMENT for an empty comment or one that is too long */
export function commentAlert(ctx: EngineContext, input: In['comment']): Promise<AlertEvent> {
  const text = input.text.trim();
  if (text === '' || text.length > longestComment) {
    throw invalidArgument(
      'text',
      input.text,
      `a comment has 1 to ${longestComment} characters`,
      'Write something, and no more than that.',
    );
  }
  return ctx.write((tx) => {
    const row = findAlert(tx.db, input.alertId);
    const { lastId: id } = tx.db.run(
      'INSERT INTO alert_comments (alert_id, at, by, text) VALUES (?, ?, ?, ?)',
      row.id,
      tx.now,
      JSON.stringify(tx.actor),
      text,
    );
    return announceComment(tx, row.id, 'alert.comment', {
      id,
      at: tx.now,
      by: JSON.stringify(tx.actor),
      text,
    });
  });
}

/** @throws NOT_FOUND */
export function deleteComment(
  ctx: EngineContext,
  { alertId, commentId }: In['deleteComment'],
): Promise<Alert> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    const comment = listComments(tx.db, alertId).find(({ id }) => id === commentId);
    if (comment === undefined) {
      throw new StileError(
        'NOT_FOUND',
        `The alert ${alertId} has no comment ${commentId}. \`stile alert show ${alertId}\` lists them.`,
        { kind: 'alert', id: `${alertId}, comment ${commentId}` },
      );
    }
    tx.db.run('DELETE FROM alert_comments WHERE id = ?', commentId);
    const { text, at, by } = comment;
    return announce(tx, row, {
      action: 'alert.delete_comment',
      before: { commentId, text, at, by: readStored(actor, by) },
      after: null,
    });
  });
}

/** A comment that was deleted, in its old place. @throws NOT_FOUND */
export function restoreComment(
  ctx: EngineContext,
  alertId: number,
  { commentId, text, at, by }: Record<string, unknown>,
): Promise<AlertEvent> {
  return ctx.write((tx) => {
    const row = findAlert(tx.db, alertId);
    const comment = { id: Number(commentId), at: Number(at), by: JSON.stringify(by), text: String(text) };
    tx.db.run(
      'INSERT INTO alert_comments (id, alert_id, at, by, text) VALUES (?, ?, ?, ?, ?)',
      comment.id,
      row.id,
      comment.at,
      comment.by,
      comment.text,
    );
    return announceComment(tx, row.id, 'alert.comment', comment);
  });
}

function announceComment(tx: WriteTx, id: number, action: 'alert.comment', comment: CommentRow): AlertEvent {
  announce(tx, { id }, { action, before: null, after: { commentId: comment.id, text: comment.text } });
  return toEvent(comment);
}

/** The oldest first. */
export function listComments(db: ReadableDb, alertId: number): CommentRow[] {
  return db.all<CommentRow>(
    'SELECT id, at, by, text FROM alert_comments WHERE alert_id = ? ORDER BY id',
    alertId,
  );
}

export function toEvent({ id, at, by, text }: CommentRow): AlertEvent {
  return {
    at,
    kind: 'commented',
    by: readStored(actor, by),
    text,
    batchId: null,
    until: null,
    commentId: id,
  };
}
