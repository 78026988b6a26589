import type { ActivityEntry, ActorKind } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { SqlValue } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';

interface ActivityRow {
  id: number;
  at: number;
  actor_kind: ActorKind;
  actor_name: string;
  action: string;
  entity_kind: string;
  entity_id: string;
  before: string | null;
  after: string | null;
}

/** Who changed what, newest first, of everything or of one kind or object. @throws INVALID_PAGE_TOKEN */
export function listActivity(
  ctx: EngineContext,
  input: Inputs['activity']['list'],
): Outputs['activity']['list'] {
  const maxResults = input.maxResults ?? 100;
  const conditions = ['id < ?'];
  const values: SqlValue[] = [parseToken(input.pageToken)];
  if (input.entityKind !== undefined) {
    conditions.push('entity_kind = ?');
    values.push(input.entityKind);
  }
  if (input.entityId !== undefined) {
    conditions.push('entity_id = ?');
    values.push(input.entityId);
  }
  const rows = ctx.db.all<ActivityRow>(
    `SELECT * FROM activity WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    ...values,
    maxResults + 1,
  );
  const page = rows.slice(0, maxResults);
  const last = page.at(-1);
  return {
    entries: page.map(rowToEntry),
    nextPageToken: rows.length > maxResults && last !== undefined ? String(last.id) : null,
  };
}

function rowToEntry(row: ActivityRow): ActivityEntry {
  return {
    activityId: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, name: row.actor_name },
    action: row.action,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    before: row.before === null ? null : parseJson(row.before),
    after: row.after === null ? null : parseJson(row.after),
  };
}

function parseToken(token: string | undefined): number {
  if (token === undefined) return Number.MAX_SAFE_INTEGER;
  if (/^\d{1,15}$/.test(token)) return Number(token);
  throw new StileError(
    'INVALID_PAGE_TOKEN',
    `The page token "${showValue(token)}" is not from this list. Start again without a token.`,
    { token: showValue(token) },
  );
}
