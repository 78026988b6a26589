import type { Inputs, Outputs } from '#contract/procedures.ts';
import { modelEvent, modelEventKind, type ModelEvent } from '#contract/promotion.ts';
import { parseJson } from '#core/kernel/json.ts';
import { cutPage, invalidPageToken } from '#core/kernel/pages.ts';
import { getRegisteredModel } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readServed } from './served.ts';

interface EventRow {
  at: number;
  kind: ModelEvent['kind'];
  id: number;
  version: number | null;
  facts: string;
}

/**
 * The events of a model from the tables that they already lie in: nothing is written twice. Batches of one version in
 * a row are one event, found as gaps and islands: within them the number among all batches and the number among those
 * of the version grow alike. Requests in a row come as JSON, since their log is read in pieces.
 */
const eventsSql = `
WITH asked (name, served) AS (VALUES (?, ?)),
model AS (SELECT id FROM registered_models WHERE name = (SELECT name FROM asked)),
numbered AS (
  SELECT id, model_version AS version, created_at, rows,
    row_number() OVER (ORDER BY id) - row_number() OVER (PARTITION BY model_version ORDER BY id) AS island
  FROM batches WHERE model_name = (SELECT name FROM asked) AND is_ready = 1
),
events AS (
  SELECT created_at AS at, 'registered' AS kind, version AS id, version,
    json_object('by', user_id, 'runId', run_id) AS facts
  FROM model_versions WHERE model_id = (SELECT id FROM model)
  UNION ALL
  SELECT at, 'alias', id, version,
    json_object('alias', alias, 'fromVersion', from_version, 'move', kind, 'reason', reason, 'gates', json(gates),
      'by', json_object('kind', actor_kind, 'name', actor_name))
  FROM alias_moves WHERE model_id = (SELECT id FROM model)
  UNION ALL
  SELECT fired_at, 'alert', id, model_version,
    json_object('alertId', id, 'signal', signal, 'severity', severity, 'state', state, 'value', value,
      'lower', lower, 'upper', upper, 'n', n, 'batchId', batch_id)
  FROM alerts WHERE model_name = (SELECT name FROM asked)
  UNION ALL
  SELECT resolved ->> '$.at', 'resolved', id, model_version,
    json_object('alertId', id, 'signal', signal, 'reason', resolved ->> '$.reason', 'by', json(resolved -> '$.by'))
  FROM alerts WHERE model_name = (SELECT name FROM asked) AND state = 'resolved'
  UNION ALL
  SELECT max(created_at), 'batches', max(id), version,
    json_object('from', min(created_at), 'batches', count(*), 'rows', sum(rows), 'firstBatchId', min(id),
      'lastBatchId', max(id))
  FROM numbered GROUP BY version, island
  UNION ALL
  SELECT value ->> '$.at', 'served', value ->> '$.id', value ->> '$.version',
    json_object('from', value ->> '$.from', 'requests', value ->> '$.requests', 'rows', value ->> '$.rows',
      'errors', value ->> '$.errors')
  FROM json_each((SELECT served FROM asked))
)`;

/** What happened to a model, newest first. @throws NOT_FOUND, INVALID_PAGE_TOKEN */
export async function readTimeline(
  ctx: EngineContext,
  input: Inputs['promotion']['timeline'],
): Promise<Outputs['promotion']['timeline']> {
  const { name } = getRegisteredModel(ctx, input.name);
  const maxResults = input.maxResults ?? 100;
  const after = parseToken(input.pageToken);
  const version = input.version ?? null;
  const served = JSON.stringify(await readServed(ctx, name));
  const rows = ctx.db.all<EventRow>(
    `${eventsSql}
     SELECT * FROM events
     WHERE kind IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR version = ? OR (kind = 'alias' AND facts ->> '$.fromVersion' = ?))
       AND (at, kind, id) < (?, ?, ?)
     ORDER BY at DESC, kind DESC, id DESC LIMIT ?`,
    name,
    served,
    JSON.stringify(input.kinds ?? modelEventKind.options),
    version,
    version,
    version,
    after.at,
    after.kind,
    after.id,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ at, kind, id }) => `${at}.${kind}.${id}`);
  return { events: items.map(toEvent), nextPageToken, counts: countEvents(ctx, name, served) };
}

function countEvents(
  ctx: EngineContext,
  name: string,
  served: string,
): Outputs['promotion']['timeline']['counts'] {
  const rows = ctx.db.all<{ kind: ModelEvent['kind']; n: number }>(
    `${eventsSql} SELECT kind, count(*) AS n FROM events GROUP BY kind`,
    name,
    served,
  );
  const counts = { registered: 0, alias: 0, alert: 0, resolved: 0, batches: 0, served: 0 };
  for (const { kind, n } of rows) counts[kind] = n;
  return counts;
}

function toEvent({ at, kind, id, version, facts }: EventRow): ModelEvent {
  const own = parseJson(facts);
  return modelEvent.parse({
    eventId: `${kind}-${id}`,
    at,
    kind,
    version,
    ...(typeof own === 'object' && own !== null ? own : {}),
  });
}

/** Above every event: `z` comes after each kind. */
const start = { at: Number.MAX_SAFE_INTEGER, kind: 'z', id: 0 };

function parseToken(token: string | undefined): { at: number; kind: string; id: number } {
  if (token === undefined) return start;
  const [, at, kind = '', id] = /^(\d{1,15})\.([a-z]+)\.(\d{1,15})$/.exec(token) ?? [];
  if (at === undefined) throw invalidPageToken(token);
  return { at: Number(at), kind, id: Number(id) };
}
