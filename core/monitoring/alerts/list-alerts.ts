import type { AlertView } from '#contract/alert-handling.ts';
import { alertEvidence, type Alert, type AlertEvidence, type AlertState } from '#contract/monitoring.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { cutPage, parseIdToken } from '#core/kernel/pages.ts';
import { joinParts, testContains, type SqlPart } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findAlert, type AlertTableRow } from '../find.ts';
import { readStored } from '../stored-json.ts';
import { rowToAlert } from './alert-rows.ts';

type In = Inputs['monitoring']['alerts'];

/** Alerts, newest first; those that are open unless asked otherwise. @throws INVALID_PAGE_TOKEN */
export function listAlerts(ctx: EngineContext, input: In): Outputs['monitoring']['alerts'] {
  const maxResults = input.maxResults ?? 100;
  const now = ctx.clock.now();
  const filter = buildFilter(input);
  const below = { sql: 'id < ?', params: [parseIdToken(input.pageToken)] };
  const { sql, params } = joinParts('AND', [below, stateIs(input.state ?? 'open', now), ...filter]);
  const rows = ctx.db.all<AlertTableRow>(
    `SELECT * FROM alerts WHERE ${sql} ORDER BY id DESC LIMIT ?`,
    ...params,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ id }) => String(id));
  return {
    alerts: items.map((row) => rowToAlert(ctx.db, row, now)),
    counts: countStates(ctx, filter, now),
    nextPageToken,
  };
}

function stateIs(view: AlertView, now: number): SqlPart {
  const isPutOff = '(snoozed_until IS NOT NULL AND snoozed_until > ?)';
  switch (view) {
    case 'all':
      return { sql: '1', params: [] };
    case 'open':
      return { sql: `state <> 'resolved'`, params: [] };
    case 'resolved':
      return { sql: `state = 'resolved'`, params: [] };
    case 'snoozed':
      return { sql: `state <> 'resolved' AND ${isPutOff}`, params: [now] };
    case 'firing':
    case 'acknowledged':
      return { sql: `state = ? AND NOT ${isPutOff}`, params: [view, now] };
  }
}

function buildFilter(input: In): SqlPart[] {
  const equal: [string, string | undefined][] = [
    ['model_name = ?', input.model],
    ['severity = ?', input.severity],
    ['signal = ?', input.signal],
    ['assignee = ?', input.assignee],
  ];
  const text = input.text?.trim() ?? '';
  return [
    ...equal.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, params: [value] }])),
    ...(text === '' ? [] : [hasText(text)]),
  ];
}

const searched = [
  'model_name',
  `replace(signal, '_', ' ')`,
  'signal',
  'assignee',
  `json_extract(evidence, '$.source')`,
  `json_extract(acknowledged, '$.note')`,
  `json_extract(snoozed, '$.note')`,
  `json_extract(resolved, '$.reason')`,
];

function hasText(text: string): SqlPart {
  const own = searched.map((value) => testContains(value, text));
  const comment = testContains('text', text);
  const inComments = `id IN (SELECT alert_id FROM alert_comments WHERE ${comment.sql})`;
  return joinParts('OR', [...own, { sql: inComments, params: comment.params }]);
}

function countStates(
  ctx: EngineContext,
  filter: readonly SqlPart[],
  now: number,
): Record<AlertState, number> {
  const { sql, params } = joinParts('AND', filter);
  const rows = ctx.db.all<{ state: AlertState; n: number }>(
    `SELECT CASE WHEN state <> 'resolved' AND snoozed_until > ? THEN 'snoozed' ELSE state END AS state, count(*) AS n
     FROM alerts WHERE ${sql} GROUP BY 1`,
    now,
    ...params,
  );
  const none = { firing: 0, acknowledged: 0, snoozed: 0, resolved: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
}

/** How many alerts wait for a person. */
export function countOpenAlerts(ctx: EngineContext): number {
  const { sql, params } = stateIs('firing', ctx.clock.now());
  return ctx.db.get<{ n: number }>(`SELECT count(*) AS n FROM alerts WHERE ${sql}`, ...params)?.n ?? 0;
}

/** @throws NOT_FOUND */
export function getAlert(ctx: EngineContext, alertId: number): Alert & { evidence: AlertEvidence } {
  const row = findAlert(ctx.db, alertId);
  return { ...rowToAlert(ctx.db, row, ctx.clock.now()), evidence: readStored(alertEvidence, row.evidence) };
}
