import type { Inputs, Outputs } from '#contract/procedures.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import type { SqlValue } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ActivityParts } from './activity-parts.ts';
import { rowToEntry } from './activity-entries.ts';
import type { ActivityRow } from './activity-rows.ts';

type In = Inputs['activity']['list'];

interface Filter {
  sql: string;
  values: SqlValue[];
}

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
  return { entries: items.map((row) => rowToEntry(ctx.db, parts, row)), nextPageToken };
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

function buildFilter(ctx: EngineContext, input: In): Filter {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  add('entity_kind = ?', input.entityKind);
  add('entity_id = ?', input.entityId);
  add('actor_kind = ?', input.actorKind);
  add('at >= ?', input.from);
  add('at < ?', input.until);
  add('id > ?', input.after);
  if (hasText(input)) addText(ctx, input.text?.trim() ?? '', conditions, values);
  return { sql: conditions.map((condition) => ` AND ${condition}`).join(''), values };
}

/** A text is looked for in the row itself and in the names that experiments and runs have now. */
function addText(ctx: EngineContext, text: string, conditions: string[], values: SqlValue[]): void {
  const like = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const escape = String.raw`ESCAPE '\'`;
  const named = ctx.db.all<{ id: string }>(
    `SELECT uuid AS id FROM (SELECT uuid FROM runs WHERE name LIKE ? ${escape} LIMIT 1000)
     UNION ALL SELECT CAST(id AS TEXT) FROM experiments WHERE name LIKE ? ${escape}`,
    like,
    like,
  );
  const columns = ['entity_id', 'action', 'before', 'after', 'actor_name'];
  const tests = columns.map((column) => `${column} LIKE ? ${escape}`);
  conditions.push(`(${tests.join(' OR ')} OR entity_id IN (SELECT value FROM json_each(?)))`);
  values.push(...columns.map(() => like), JSON.stringify(named.map(({ id }) => id)));
}

function readRows(
  ctx: EngineContext,
  { sql, values }: Filter,
  window: { below: number; from: number; limit: number },
): ActivityRow[] {
  return ctx.db.all<ActivityRow>(
    `SELECT * FROM activity WHERE id < ? AND id >= ?${sql} ORDER BY id DESC LIMIT ?`,
    window.below,
    window.from,
    ...values,
    window.limit,
  );
}

async function searchRows(
  ctx: EngineContext,
  filter: Filter,
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
