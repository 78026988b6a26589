// PLACEHOLDER, uncommitted: the search helper replaces this file (keep these names: RunQuery, searchRunIds, countRuns).
import type { ReadableDb } from '#core/store/database.ts';
export interface RunQuery {
  experimentIds: number[];
  filter: string;
  orderBy: string[];
  view: 'active' | 'deleted' | 'all';
  nesting: 'all' | 'roots' | 'children';
  parentRunId?: string | undefined;
  maxResults: number;
  pageToken?: string | undefined;
}
export function searchRunIds(db: ReadableDb, q: RunQuery): { ids: number[]; nextPageToken: string | null } {
  const exp = q.experimentIds.length ? `AND r.experiment_id IN (${q.experimentIds.join(',')})` : '';
  const view = q.view === 'all' ? '' : `AND r.lifecycle = ${q.view === 'deleted' ? 1 : 0}`;
  const nest = q.nesting === 'roots' ? 'AND r.parent_id IS NULL' : q.nesting === 'children' ? `AND r.parent_id = (SELECT id FROM runs WHERE uuid = '${q.parentRunId ?? ''}')` : '';
  const offset = Number(q.pageToken ?? 0);
  const rows = db.all<{ id: number }>(`SELECT r.id FROM runs r WHERE 1 ${exp} ${view} ${nest} ORDER BY started_at DESC, uuid LIMIT ? OFFSET ?`, q.maxResults + 1, offset);
  return { ids: rows.slice(0, q.maxResults).map((r) => r.id), nextPageToken: rows.length > q.maxResults ? String(offset + q.maxResults) : null };
}
export function countRuns(db: ReadableDb, q: RunQuery): number {
  return searchRunIds(db, { ...q, maxResults: 1_000_000, pageToken: undefined }).ids.length;
}
