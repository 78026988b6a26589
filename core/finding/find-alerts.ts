import type { BatchSignal } from '#contract/monitoring.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { scores, toFound, type Candidate } from './candidate.ts';
import { holdsWords, rateName, type FindQuery } from './query.ts';

interface AlertRow {
  id: number;
  model: string;
  signal: BatchSignal;
  state: string;
  at: number;
}

/** A model has many alerts over time: the newest tell enough, the page of alerts has the rest. */
const mostAlerts = 4;

/** Alerts by model, signal and number (`#12`), those that are open before the others; without words the open ones. */
export function findAlerts(db: ReadableDb, query: FindQuery, limit: number): Candidate[] {
  const isRecent = query.words.length === 0;
  const most = Math.min(limit, mostAlerts);
  const number = /^#?(\d+)$/.exec(query.text)?.[1] ?? null;
  const said = `model_name || ' ' || signal || ' ' || severity`;
  const held = holdsWords(`(${said})`, query);
  const rows = db.all<AlertRow>(
    `SELECT id, model_name AS model, signal, state, fired_at AS at FROM alerts
     WHERE ${isRecent ? `state <> 'resolved'` : `(${held.sql}) OR id = ?`}
     ORDER BY state = 'resolved', id DESC LIMIT ?`,
    ...(isRecent ? [] : [...held.params, number]),
    most,
  );
  return rows.map(({ id, model, signal, state, at }) => {
    const byName = isRecent ? 0 : rateName(`${signal} ${model}`, query);
    const foundBy = isRecent ? 'recent' : String(id) === number ? 'id' : 'name';
    const found = toFound({
      kind: 'alert',
      id: String(id),
      name: signal,
      within: model,
      state,
      signal,
      at,
      foundBy,
    });
    // What is open is looked for more often than what is over.
    const score = foundBy === 'id' ? scores.id : byName - (state === 'resolved' ? 0.5 : 0);
    return { found, score };
  });
}
