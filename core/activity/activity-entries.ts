import type { ActivityEntry } from '#contract/activity.ts';
import type { EntityKind } from '#contract/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { ActivityParts } from './activity-parts.ts';
import { readJson, type ActivityRow } from './activity-rows.ts';
import { findInverse, readUndoState } from './undo-state.ts';

export function rowToEntry(db: ReadableDb, parts: Required<ActivityParts>, row: ActivityRow): ActivityEntry {
  const { undo_depth: depth } = row;
  return {
    activityId: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, name: row.actor_name },
    action: row.action,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    name: findName(db, parts, row),
    belongsTo: findFact(db, parts.owners, row),
    before: readJson(row.before),
    after: readJson(row.after),
    undoes: row.undoes,
    role: depth === 0 ? 'change' : depth % 2 === 1 ? 'undo' : 'redo',
    undo: readUndoState(db, row, findInverse(parts, row.action)),
  };
}

function findFact(
  db: ReadableDb,
  facts: Required<ActivityParts>['names'],
  { entity_kind: kind, entity_id: id }: ActivityRow,
): string | null {
  return Object.hasOwn(facts, kind) ? (facts[kind as EntityKind]?.(db, id) ?? null) : null;
}

/** Rows at each end of what is recorded of an object: making it, renaming it and deleting it for good tell its name. */
const rowsLookedAt = 200;

/** What the object is called now; of one that is gone, what its rows last called it. */
function findName(db: ReadableDb, { names }: Required<ActivityParts>, row: ActivityRow): string | null {
  const name = findFact(db, names, row);
  if (name !== null) return name;
  const ends = (['DESC', 'ASC'] as const).map(
    (direction) =>
      `SELECT * FROM (SELECT id, before, after FROM activity WHERE entity_kind = ? AND entity_id = ?
         ORDER BY id ${direction} LIMIT ${rowsLookedAt})`,
  );
  const told = db.get<{ name: string | null }>(
    `SELECT coalesce(json_extract(after, '$.name'), json_extract(before, '$.name')) AS name
     FROM (${ends.join(' UNION ALL ')}) WHERE name IS NOT NULL ORDER BY id DESC LIMIT 1`,
    row.entity_kind,
    row.entity_id,
    row.entity_kind,
    row.entity_id,
  );
  return told?.name ?? null;
}
