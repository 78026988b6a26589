import type { ReadableDb } from '#core/store/database.ts';
import { scores, toFound, type Candidate } from './candidate.ts';
import { rate, recent, tagTest, type NamedRow } from './find-named.ts';
import { holdsWords, rateName, type FindQuery } from './query.ts';

/** Registered models by name and tag. */
export function findModels(db: ReadableDb, query: FindQuery, limit: number): Candidate[] {
  const select = 'SELECT m.name AS id, m.name, m.updated_at AS at';
  const held = holdsWords('m.name', query);
  const byName = db.all<NamedRow>(
    `${select}, NULL AS tag FROM registered_models AS m WHERE ${held.sql} ORDER BY m.updated_at DESC LIMIT ?`,
    ...held.params,
    limit * 5,
  );
  if (query.words.length === 0) return recent('model', byName);
  const test = tagTest(query);
  const tagged = db.all<NamedRow>(
    `${select}, t.key || '=' || t.value AS tag
     FROM registered_model_tags AS t JOIN registered_models AS m ON m.id = t.model_id WHERE ${test.sql} LIMIT ?`,
    ...test.params,
    limit,
  );
  return rate('model', [...byName, ...tagged], query);
}

interface VersionRow {
  model: string;
  version: number;
  at: number;
  aliases: string | null;
}

/**
 * Versions by their number or alias, as in `churn v3`, `churn/3` or `champion`: words that the model's name alone
 * holds find the model.
 */
export function findVersions(db: ReadableDb, query: FindQuery, limit: number): Candidate[] {
  const split: FindQuery = {
    ...query,
    words: query.words.flatMap((word) => word.split(/[@/]/)).filter(Boolean),
  };
  const held = holdsWords('said', split);
  const rows = db.all<VersionRow>(
    `SELECT * FROM (
       SELECT v.*, model || ' v' || version || ' ' || coalesce(aliases, '') AS said FROM (
         SELECT m.name AS model, v.version, v.updated_at AS at,
           (SELECT group_concat(a.alias, ' ') FROM model_aliases AS a
            WHERE a.model_id = v.model_id AND a.version = v.version) AS aliases
         FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model_id) AS v)
     WHERE ${held.sql} ORDER BY at DESC, version DESC LIMIT ?`,
    ...held.params,
    limit * 5,
  );
  return rows.flatMap((row) => rateVersion(row, split));
}

function rateVersion({ model, version, at, aliases }: VersionRow, query: FindQuery): Candidate[] {
  const names = aliases?.split(' ') ?? [];
  const base = { kind: 'version', id: String(version), name: model, at, aliases: names } as const;
  if (query.words.length === 0)
    return [{ found: toFound({ ...base, foundBy: 'recent' }), score: scores.recent }];
  const others = query.words.filter((word) => !model.toLowerCase().includes(word));
  const isMeant = others.every(
    (word) =>
      word === `v${version}` ||
      word === String(version) ||
      names.some((alias) => alias.toLowerCase().startsWith(word)),
  );
  if (others.length === 0 || !isMeant) return [];
  const inModel = query.words.filter((word) => !others.includes(word));
  // Naming the model and the version is as good as naming a thing in full.
  const score = inModel.length === 0 ? 2 : 3 + rateName(model, { ...query, words: inModel }) / 4;
  return [{ found: toFound({ ...base, foundBy: 'name' }), score }];
}
