import type { ModelStage } from '#contract/registry.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface ModelRow {
  id: number;
  name: string;
  description: string;
  created_at: number;
  updated_at: number;
}

export interface VersionRow {
  model_id: number;
  version: number;
  created_at: number;
  updated_at: number;
  user_id: string;
  stage: ModelStage;
  description: string;
  source: string;
  location: string;
  run_id: string | null;
  run_link: string;
  signature: string | null;
  flavors: string;
  environment: string;
  datasets: string;
  metrics: string;
  bytes: number | null;
  /** `m-<32 hex>` */
  logged_model: string | null;
}

export interface AliasRow {
  alias: string;
  version: number;
  since: number;
}

/** How many names a message lists. */
const maxListed = 10;

/** @throws NOT_FOUND naming the models that there are */
export function findModel(db: ReadableDb, name: string): ModelRow {
  const row = db.get<ModelRow>('SELECT * FROM registered_models WHERE name = ?', name);
  if (row !== undefined) return row;
  const names = db
    .all<{ name: string }>('SELECT name FROM registered_models ORDER BY name LIMIT ?', maxListed + 1)
    .map((model) => model.name);
  const remedy =
    names.length === 0
      ? 'None is registered yet: `stile model register` makes the first.'
      : `There is ${listWords(names)}.`;
  throw new StileError('NOT_FOUND', `There is no registered model "${showValue(name)}". ${remedy}`, {
    kind: 'model',
    id: showValue(name),
  });
}

export function findModelById(db: ReadableDb, id: number): ModelRow | undefined {
  return db.get<ModelRow>('SELECT * FROM registered_models WHERE id = ?', id);
}

/** @throws NOT_FOUND naming the versions that there are */
export function findVersion(db: ReadableDb, model: ModelRow, version: number): VersionRow {
  const row = db.get<VersionRow>(
    'SELECT * FROM model_versions WHERE model_id = ? AND version = ?',
    model.id,
    version,
  );
  if (row !== undefined) return row;
  const wasThere = version >= 1 && version <= lastNumber(db, model.name);
  const problem = wasThere
    ? `Version ${version} of "${model.name}" was deleted.`
    : `There is no version ${version} of "${model.name}".`;
  throw noVersion(db, model, String(version), problem);
}

/** The newest version. @throws NOT_FOUND when there is none */
export function findLatest(db: ReadableDb, model: ModelRow): VersionRow {
  const row = findNewest(db, model);
  if (row !== undefined) return row;
  throw noVersion(db, model, 'latest', '');
}

export function findNewest(db: ReadableDb, model: ModelRow, stage?: ModelStage): VersionRow | undefined {
  return db.get<VersionRow>(
    `SELECT * FROM model_versions WHERE model_id = ? AND (? IS NULL OR stage = ?) ORDER BY version DESC LIMIT 1`,
    model.id,
    stage ?? null,
    stage ?? null,
  );
}

export function findAlias(db: ReadableDb, model: ModelRow, alias: string): AliasRow | undefined {
  return db.get<AliasRow>(
    'SELECT alias, version, since FROM model_aliases WHERE model_id = ? AND alias = ?',
    model.id,
    alias,
  );
}

/** @throws NOT_FOUND naming the aliases that there are */
export function requireAlias(db: ReadableDb, model: ModelRow, alias: string): AliasRow {
  const row = findAlias(db, model, alias);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `No version of "${model.name}" is its ${showValue(alias)}. ${wordAliases(listAliases(db, model))}`,
    { kind: 'alias', id: `${model.name}@${showValue(alias)}` },
  );
}

export function listAliases(db: ReadableDb, model: ModelRow): AliasRow[] {
  return db.all<AliasRow>(
    'SELECT alias, version, since FROM model_aliases WHERE model_id = ? ORDER BY alias',
    model.id,
  );
}

export function versionUri(name: string, version: number): string {
  return `models:/${name}/${version}`;
}

/** The greatest number that a version of this name ever had; 0 for none. */
export function lastNumber(db: ReadableDb, name: string): number {
  const row = db.get<{ last: number }>('SELECT last FROM model_version_numbers WHERE name = ?', name);
  return row?.last ?? 0;
}

function noVersion(db: ReadableDb, model: ModelRow, version: string, problem: string): StileError {
  const numbers = db
    .all<{ version: number }>(
      'SELECT version FROM model_versions WHERE model_id = ? ORDER BY version DESC LIMIT ?',
      model.id,
      maxListed + 1,
    )
    .map((row) => String(row.version));
  const remedy =
    numbers.length === 0
      ? `"${model.name}" has no versions: \`stile model register\` makes one.`
      : `There is version ${listWords(numbers)}.`;
  return new StileError('NOT_FOUND', `${problem} ${remedy}`.trimStart(), {
    kind: 'model_version',
    id: `${model.name}/${version}`,
  });
}

function wordAliases(aliases: readonly AliasRow[]): string {
  if (aliases.length === 0) return 'It has no aliases: `stile model promote` sets champion.';
  return `There is ${listWords(aliases.map(({ alias, version }) => `${alias} (version ${version})`))}.`;
}

function listWords(words: readonly string[]): string {
  const shown = words.slice(0, maxListed).join(', ');
  return words.length > maxListed ? `${shown} and more` : shown;
}
