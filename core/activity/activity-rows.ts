import type { ActorKind } from '#contract/entities.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { RecordedChange } from './activity-parts.ts';

export interface ActivityRow {
  id: number;
  at: number;
  actor_kind: ActorKind;
  actor_name: string;
  action: string;
  entity_kind: string;
  entity_id: string;
  before: string | null;
  after: string | null;
  undoes: number | null;
  undo_depth: number;
}

/** @throws NOT_FOUND */
export function findRow(db: ReadableDb, activityId: number): ActivityRow {
  const row = db.get<ActivityRow>('SELECT * FROM activity WHERE id = ?', activityId);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no change ${activityId}. \`stile activity list\` shows those that there are.`,
    { kind: 'activity', id: String(activityId) },
  );
}

export function toChange(row: ActivityRow): RecordedChange {
  return {
    activityId: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, name: row.actor_name },
    action: row.action,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    before: asObject(readJson(row.before)),
    after: asObject(readJson(row.after)),
  };
}

export function readJson(text: string | null): unknown {
  return text === null ? null : parseJson(text);
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
