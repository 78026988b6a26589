import type { ActivityEntry, ActorKind } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { parseJson } from '#core/kernel/json.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
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
  const values: SqlValue[] = [parseIdToken(input.pageToken)];
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
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return { entries: items.map(rowToEntry), nextPageToken };
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
