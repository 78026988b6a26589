// PLACEHOLDER, uncommitted: the search helper replaces this file (keep these names: searchExperimentIds).
import type { ReadableDb } from '#core/store/database.ts';
export interface ExperimentQuery {
  filter: string;
  orderBy: string[];
  view: 'active' | 'deleted' | 'all';
  maxResults: number;
  pageToken?: string | undefined;
}
export function searchExperimentIds(db: ReadableDb, q: ExperimentQuery): { ids: number[]; nextPageToken: string | null } {
  const view = q.view === 'all' ? '' : `WHERE lifecycle = ${q.view === 'deleted' ? 1 : 0}`;
  const offset = Number(q.pageToken ?? 0);
  const rows = db.all<{ id: number }>(`SELECT id FROM experiments ${view} ORDER BY created_at DESC, id LIMIT ? OFFSET ?`, q.maxResults + 1, offset);
  return { ids: rows.slice(0, q.maxResults).map((r) => r.id), nextPageToken: rows.length > q.maxResults ? String(offset + q.maxResults) : null };
}
