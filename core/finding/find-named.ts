import type { FoundKind } from '#contract/finding.ts';
import type { PipelineSummary } from '#contract/pipelines.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { scores, toFound, type Candidate } from './candidate.ts';
import { holdsWords, prefixRange, rateName, type FindQuery } from './query.ts';

/** A row of a small table of things with a name. */
export interface NamedRow {
  id: string;
  name: string;
  at: number;
  tag: string | null;
}

/** An experiment changes with its newest run, whose start the index of starts knows. */
const lastChange = `max(e.updated_at, coalesce((SELECT r.started_at FROM runs AS r
  WHERE r.experiment_id = e.id AND r.lifecycle = 0 ORDER BY r.started_at DESC LIMIT 1), 0))`;

/** Experiments by name, id and tag. */
export function findExperiments(db: ReadableDb, query: FindQuery, limit: number): Candidate[] {
  const select = `SELECT CAST(e.id AS TEXT) AS id, e.name, ${lastChange} AS at`;
  const from = 'experiments AS e';
  if (query.words.length === 0)
    return recent(
      'experiment',
      db.all<NamedRow>(
        `${select}, NULL AS tag FROM ${from} WHERE e.lifecycle = 0 ORDER BY at DESC, e.id DESC LIMIT ?`,
        limit,
      ),
    );
  const held = holdsWords('e.name', query);
  const byName = db.all<NamedRow>(
    `${select}, NULL AS tag FROM ${from} WHERE e.lifecycle = 0 AND (${held.sql} OR e.id = ?)
     ORDER BY at DESC LIMIT ?`,
    ...held.params,
    query.text,
    limit * 5,
  );
  const tagged = db.all<NamedRow>(
    `${select}, t.key || '=' || t.value AS tag FROM experiment_tags AS t JOIN ${from} ON e.id = t.experiment_id
     WHERE e.lifecycle = 0 AND t.key NOT LIKE 'mlflow.%' AND ${tagTest(query).sql} LIMIT ?`,
    ...tagTest(query).params,
    limit,
  );
  return rate('experiment', [...byName, ...tagged], query);
}

/** Datasets by name. */
export function findDatasets(db: ReadableDb, query: FindQuery, limit: number): Candidate[] {
  const held = holdsWords('d.name', query);
  const rows = db.all<NamedRow>(
    `SELECT d.name AS id, d.name, coalesce(max(v.created_at), d.created_at) AS at, NULL AS tag
     FROM stored_datasets AS d LEFT JOIN dataset_versions AS v ON v.dataset_id = d.id
     WHERE ${held.sql} GROUP BY d.id ORDER BY at DESC LIMIT ?`,
    ...held.params,
    limit * 5,
  );
  return query.words.length === 0 ? recent('dataset', rows) : rate('dataset', rows, query);
}

/** Pipelines by name and by what their files say of them; they change when they run. */
export function findPipelines(pipelines: readonly PipelineSummary[], query: FindQuery): Candidate[] {
  const rows = pipelines.map(({ name, lastRun }) => {
    return { id: name, name, at: lastRun?.startedAt ?? 0, tag: null };
  });
  if (query.words.length === 0)
    return recent(
      'pipeline',
      rows.filter(({ at }) => at > 0),
    );
  return rate('pipeline', rows, query);
}

/** The value of a tag begins as typed, or the tag of that name has a value that begins so. */
export function tagTest({ tag, text }: FindQuery): { sql: string; params: string[] } {
  const [from, below] = prefixRange(tag?.value ?? text);
  const sql = `t.value >= ? AND t.value < ?${tag === null ? '' : ' AND t.key = ?'}`;
  return { sql, params: [from, below, ...(tag === null ? [] : [tag.key])] };
}

/** What changed last needs no rating. */
export function recent(kind: FoundKind, rows: readonly NamedRow[]): Candidate[] {
  return rows.map(({ id, name, at }) => ({
    found: toFound({ kind, id, name, at, foundBy: 'recent' }),
    score: scores.recent,
  }));
}

/** Rates each by its name, its id or its tag, whichever fits best; each once. */
export function rate(kind: FoundKind, rows: readonly NamedRow[], query: FindQuery): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const { id, name, at, tag } of rows) {
    const byName = rateName(name, query);
    const foundBy = byName > 0 ? 'name' : tag === null ? 'id' : 'tag';
    if (foundBy === 'id' && id !== query.text) continue;
    const score = foundBy === 'name' ? byName : scores[foundBy];
    const found = toFound({ kind, id, name, at, foundBy, tag: foundBy === 'tag' ? tag : null });
    if (score > (best.get(id)?.score ?? 0)) best.set(id, { found, score });
  }
  return [...best.values()];
}
