import type { ModelStage, ModelVersion } from '#contract/registry.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import {
  findLatest,
  findModel,
  findNewest,
  findVersion,
  requireAlias,
  type ModelRow,
  type VersionRow,
} from './find.ts';
import { championAlias, readVersion } from './read-models.ts';

const scheme = 'models:/';

/**
 * The version that an address means now: `models:/churn/3`, `models:/churn@champion`, `models:/churn/latest`,
 * `models:/churn/Production` (the newest of that stage), or the same without `models:/`. A name alone means its
 * champion; `models:/m-<id>` of a logged model the newest version that was registered from it.
 * @throws NOT_FOUND naming the models, aliases or versions that there are; INVALID_ARGUMENT for another address
 */
export function resolveModelUri(ctx: Pick<EngineContext, 'db'>, uri: string): ModelVersion {
  const { model, row } = findByUri(ctx.db, uri);
  return readVersion(ctx.db, model, row);
}

/** The rows behind `resolveModelUri`. */
export function findByUri(db: ReadableDb, uri: string): { model: ModelRow; row: VersionRow } {
  const { name, pick } = parseModelUri(db, uri);
  const model = findModel(db, name);
  return { model, row: pick(model) };
}

interface ModelAddress {
  name: string;
  pick(model: ModelRow): VersionRow;
}

function parseModelUri(db: ReadableDb, uri: string): ModelAddress {
  const text = uri.startsWith(scheme) ? uri.slice(scheme.length) : uri;
  const modelId = loggedModelOfUri(uri);
  if (modelId !== null) return addressOfLogged(db, modelId, uri);
  const [name, selector, ...rest] = text.split('/');
  if (name === undefined || name === '' || rest.length > 0 || text.includes(':')) {
    throw notAModel(uri, 'no registered model has such an address');
  }
  if (selector !== undefined) return { name, pick: (model) => pickBySelector(db, model, selector, uri) };
  const at = findAliasStart(db, name);
  const alias = at === -1 ? championAlias : name.slice(at + 1);
  return {
    name: at === -1 ? name : name.slice(0, at),
    pick: (model) =>
      alias.toLowerCase() === 'latest'
        ? findLatest(db, model)
        : findVersion(db, model, requireAlias(db, model, alias).version),
  };
}

/** `m-<32 hex>` of `models:/m-<32 hex>`: a logged model; null for another address. */
export function loggedModelOfUri(uri: string): string | null {
  return /^models:\/(m-[0-9a-f]{32})$/.exec(uri)?.[1] ?? null;
}

/** The newest version that was registered from a logged model. */
function addressOfLogged(db: ReadableDb, modelId: string, uri: string): ModelAddress {
  const found = db.get<{ name: string; version: number }>(
    `SELECT m.name, v.version FROM model_versions v JOIN registered_models m ON m.id = v.model_id
     WHERE v.logged_model = ? ORDER BY v.created_at DESC, v.version DESC LIMIT 1`,
    modelId,
  );
  if (found === undefined) throw notAModel(uri, 'it is a logged model that is not registered yet');
  return { name: found.name, pick: (model) => findVersion(db, model, found.version) };
}

/** Where the `@` before an alias is; -1 for a name alone, which may itself hold an `@`. */
function findAliasStart(db: ReadableDb, text: string): number {
  const isName = db.get('SELECT 1 FROM registered_models WHERE name = ?', text) !== undefined;
  return isName ? -1 : text.lastIndexOf('@');
}

const stages: Readonly<Record<string, ModelStage>> = {
  none: 'None',
  staging: 'Staging',
  production: 'Production',
  archived: 'Archived',
};

function pickBySelector(db: ReadableDb, model: ModelRow, selector: string, uri: string): VersionRow {
  if (/^[1-9]\d{0,14}$/.test(selector)) return findVersion(db, model, Number(selector));
  if (selector.toLowerCase() === 'latest') return findLatest(db, model);
  const stage = stages[selector.toLowerCase()];
  if (stage === undefined) throw notAModel(uri, `"${selector}" is no number of a version`);
  const row = findNewest(db, model, stage);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `No version of "${model.name}" is in the stage ${stage}. \`stile model versions ${model.name}\` shows them all.`,
    { kind: 'model_version', id: `${model.name}/${stage}` },
  );
}

function notAModel(uri: string, rule: string): StileError {
  return invalidArgument(
    'model',
    uri,
    rule,
    'Write models:/churn@champion, models:/churn/3 or models:/churn/latest.',
  );
}
