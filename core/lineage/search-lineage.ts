import type { LineageHit } from '#contract/lineage.ts';
import type { Inputs } from '#contract/procedures.ts';
import { joinParts, testContains, type SqlPart } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';

/**
 * Things and what ran, by a part of their name or address, the last recorded first; an empty text finds all. Several
 * words must all be there.
 */
export function searchLineage(
  ctx: Pick<EngineContext, 'db'>,
  { text = '', types = [], maxResults = 50 }: Inputs['lineage']['search'],
): { hits: LineageHit[] } {
  const { sql, params } = joinParts('AND', [
    ...(types.length === 0 ? [] : [ofTypes(types)]),
    ...text.split(/\s+/).filter(Boolean).map(hasWord),
  ]);
  const select = (table: string, kind: string, state: string): string =>
    `SELECT uri, '${kind}' AS nodeKind, type, name, created_at AS at, ${state} AS state
     FROM lineage_${table} WHERE ${sql}`;
  const hits = ctx.db.all<LineageHit>(
    `${select('artifacts', 'artifact', 'NULL')} UNION ALL ${select('executions', 'execution', 'state')}
     ORDER BY at DESC, uri DESC LIMIT ?`,
    ...params,
    ...params,
    maxResults,
  );
  return { hits };
}

function ofTypes(types: readonly string[]): SqlPart {
  return { sql: 'type IN (SELECT value FROM json_each(?))', params: [JSON.stringify(types)] };
}

function hasWord(word: string): SqlPart {
  return joinParts('OR', [testContains('name', word), testContains('uri', word)]);
}
