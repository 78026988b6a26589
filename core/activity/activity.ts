import type { Inputs, Outputs } from '#contract/procedures.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import { joinParts, testContains, type SqlPart } from '#core/search/index.ts';
import type { SqlValue } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ActivityParts } from './activity-parts.ts';
import { rowToEntry } from './activity-entries.ts';
import type { ActivityRow } from './activity-rows.ts';

type In = Inputs['activity']['list'];

/** Rows that one statement of a search looks at: some milliseconds, so that other work gets in between. */
const rowsPerLook = 5000;

/** Who changed what, newest first, of everything or of what is asked for. @throws INVALID_PAGE_TOKEN */
export async function listActivity(
  ctx: EngineContext,
  parts: Required<ActivityParts>,
  input: In,
): Promise<Outputs['activity']['list']> {
  const maxResults = input.maxResults ?? 100;
  const filter = buildFilter(ctx, input);
  const below = parseIdToken(input.pageToken);
  const rows = passesOver(input)
    ? await searchRows(ctx, filter, below, maxResults + 1)
    : readRows(ctx, filter, { below, from: 0, limit: maxResults + 1 });
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  const countSteps = input.fold === true ? createStepCounter(ctx, input) : () => 1;
  return { entries: items.map((row) => rowToEntry(ctx.db, parts, row, countSteps(row))), nextPageToken };
}

/** Whether a search may pass over many rows to find few: only objects and ends of the list have an index. */
function passesOver(input: In): boolean {
  const { entityKind, entityId, actorKind, from, until } = input;
  if (hasText(input) || from !== undefined || until !== undefined) return true;
  return actorKind !== undefined && actorKind !== 'screen'
    ? true
    : entityKind !== undefined && entityId === undefined;
}

function hasText({ text }: In): boolean {
  return text !== undefined && text.trim() !== '';
}

function buildFilter(ctx: EngineContext, input: In): SqlPart {
  const own = listConditions(ctx, input, 'activity');
  return joinParts('AND', input.fold === true ? [...own, isNewestStep(ctx, input)] : own);
}

function listConditions(ctx: EngineContext, input: In, table: string): SqlPart[] {
  const equal: [string, SqlValue | undefined][] = [
    ['entity_kind = ?', input.entityKind],
    ['entity_id = ?', input.entityId],
    ['actor_kind = ?', input.actorKind],
    ['at >= ?', input.from],
    ['at < ?', input.until],
    ['id > ?', input.after],
  ];
  return [
    ...equal.flatMap(([sql, value]) =>
      value === undefined ? [] : [{ sql: `${table}.${sql}`, params: [value] }],
    ),
    ...(hasText(input) ? [containsText(ctx, input.text?.trim() ?? '', table)] : []),
  ];
}

/** Of a pipeline run only the newest step that the search finds; the entity's index answers that. */
function isNewestStep(ctx: EngineContext, input: In): SqlPart {
  const newer = joinParts('AND', [
    { sql: `newer.entity_kind = 'pipeline_run' AND newer.entity_id = activity.entity_id`, params: [] },
    { sql: 'newer.id > activity.id', params: [] },
    ...listConditions(ctx, input, 'newer'),
  ]);
  return {
    sql: `(activity.entity_kind <> 'pipeline_run' OR NOT EXISTS (SELECT 1 FROM activity newer WHERE ${newer.sql}))`,
    params: newer.params,
  };
}

function createStepCounter(ctx: EngineContext, input: In): (row: ActivityRow) => number {
  const { sql, params } = joinParts('AND', [
    { sql: `activity.entity_kind = 'pipeline_run' AND activity.entity_id = ?`, params: [] },
    ...listConditions(ctx, input, 'activity'),
  ]);
  return ({ entity_kind: kind, entity_id: id }) =>
    kind === 'pipeline_run'
      ? (ctx.db.get<{ n: number }>(`SELECT count(*) AS n FROM activity WHERE ${sql}`, id, ...params)?.n ?? 1)
      : 1;
}

/** A text is looked for, whatever its case, in the row itself and in the names that experiments and runs have now. */
function containsText(ctx: EngineContext, text: string, table: string): SqlPart {
  const columns = ['entity_id', 'action', 'before', 'after', 'actor_name'];
  const named = findNamed(ctx, text);
  return joinParts('OR', [
    ...columns.map((column) => testContains(`${table}.${column}`, text)),
    { sql: `${table}.entity_id IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(named)] },
  ]);
}

function findNamed(ctx: EngineContext, text: string): string[] {
  const { sql, params } = testContains('name', text);
  const rows = ctx.db.all<{ id: string }>(
    `SELECT uuid AS id FROM (SELECT uuid FROM runs WHERE ${sql} LIMIT 1000)
     UNION ALL SELECT CAST(id AS TEXT) FROM experiments WHERE ${sql}`,
    ...params,
    ...params,
  );
  return rows.map(({ id }) => id);
}

function readRows(
  ctx: EngineContext,
  { sql, params }: SqlPart,
  window: { below: number; from: number; limit: number },
): ActivityRow[] {
  return ctx.db.all<ActivityRow>(
    `SELECT activity.* FROM activity WHERE activity.id < ? AND activity.id >= ? AND ${sql}
     ORDER BY activity.id DESC LIMIT ?`,
    window.below,
    window.from,
    ...params,
    window.limit,
  );
}

async function searchRows(
  ctx: EngineContext,
  filter: SqlPart,
  start: number,
  limit: number,
): Promise<ActivityRow[]> {
  const newest = ctx.db.get<{ id: number | null }>('SELECT max(id) AS id FROM activity')?.id ?? 0;
  const found: ActivityRow[] = [];
  let below = Math.min(start, newest + 1);
  while (below > 0 && found.length < limit) {
    const from = Math.max(below - rowsPerLook, 0);
    found.push(...readRows(ctx, filter, { below, from, limit: limit - found.length }));
    below = from;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}
