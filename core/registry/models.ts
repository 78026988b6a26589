import type { Inputs, Outputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import type { RegisteredModel } from '#contract/registry.ts';
import { StileError } from '#core/kernel/errors.ts';
import { cutPage, invalidPageToken } from '#core/kernel/pages.ts';
import { always } from '#core/search/index.ts';
import { moveArtifact } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { moveAlias } from './aliases.ts';
import { announceModel } from './announce.ts';
import { checkDescription, checkModelName, checkTag } from './checks.ts';
import { findModel, lastNumber, listAliases, versionUri, type ModelRow } from './find.ts';
import { archivedTag, readModel } from './read-models.ts';
import { noPromptTest } from './search/prompts.ts';

/** The rows of tags `t` of a model `m`. */
const tagsOfModel = 'SELECT 1 FROM registered_model_tags t WHERE t.model_id = m.id';

type In = Inputs['registry'];
type Out = Outputs['registry'];

/** @throws ALREADY_EXISTS */
export function createRegisteredModel(ctx: EngineContext, input: In['create']): Promise<RegisteredModel> {
  const { name, description = '', tags = [] } = input;
  checkModelName('name', name);
  checkDescription(description);
  for (const tag of tags) checkTag(tag);
  return ctx.write((tx) => {
    refuseTakenName(tx.db, name);
    const { lastId } = tx.db.run(
      'INSERT INTO registered_models (name, description, created_at, updated_at) VALUES (?, ?, ?, ?)',
      name,
      description,
      tx.now,
      tx.now,
    );
    for (const { key, value } of tags) {
      tx.db.run(
        `INSERT INTO registered_model_tags (model_id, key, value) VALUES (?, ?, ?)
         ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value`,
        lastId,
        key,
        value,
      );
    }
    announceModel(tx, { id: lastId, name }, 'model.create', null, { name, description, tags });
    return readModel(tx.db, findModel(tx.db, name));
  });
}

/** Makes the model where it is not there yet: safe to call from several tasks at once. */
export async function ensureRegisteredModel(ctx: EngineContext, name: string): Promise<RegisteredModel> {
  const isKnown = ctx.db.get('SELECT 1 FROM registered_models WHERE name = ?', name) !== undefined;
  if (isKnown) return getRegisteredModel(ctx, name);
  try {
    return await createRegisteredModel(ctx, { name });
  } catch (error) {
    if (error instanceof StileError && error.code === 'ALREADY_EXISTS') return getRegisteredModel(ctx, name);
    throw error;
  }
}

/** @throws NOT_FOUND naming the models that there are */
export function getRegisteredModel(ctx: Pick<EngineContext, 'db'>, name: string): RegisteredModel {
  return readModel(ctx.db, findModel(ctx.db, name));
}

/**
 * By name; without MLflow's prompts unless those are wanted too, and archived ones with the others unless a view is
 * named. @throws INVALID_PAGE_TOKEN
 */
export function listRegisteredModels(ctx: EngineContext, input: In['list']): Out['list'] {
  const maxResults = Math.min(input.maxResults ?? 100, limits.searchPage);
  const { sql, params } = input.prompts === true ? always : noPromptTest(tagsOfModel);
  const view = input.view ?? 'all';
  const rows = ctx.db.all<ModelRow>(
    `SELECT m.* FROM registered_models m WHERE m.name > ? AND ${sql}
       AND (? = 'all' OR (? = 'archived') = EXISTS (${tagsOfModel} AND t.key = ? AND t.value = 'true'))
     ORDER BY m.name LIMIT ?`,
    tokenToName(input.pageToken),
    ...params,
    view,
    view,
    archivedTag,
    maxResults + 1,
  );
  const { items, nextPageToken } = cutPage(rows, maxResults, ({ name }) => nameToToken(name));
  return { models: items.map((row) => readModel(ctx.db, row)), nextPageToken };
}

export function updateRegisteredModel(ctx: EngineContext, input: In['update']): Promise<RegisteredModel> {
  checkDescription(input.description);
  return ctx.write((tx) => {
    const model = findModel(tx.db, input.name);
    if (model.description === input.description) tx.unchanged();
    else {
      tx.db.run('UPDATE registered_models SET description = ? WHERE id = ?', input.description, model.id);
      const before = { description: model.description };
      announceModel(tx, model, 'model.describe', before, { description: input.description });
    }
    return readModel(tx.db, findModel(tx.db, input.name));
  });
}

/** Versions, aliases, tags, history and lineage go along. @throws ALREADY_EXISTS */
export function renameRegisteredModel(ctx: EngineContext, input: In['rename']): Promise<RegisteredModel> {
  const { name, newName } = input;
  checkModelName('newName', newName);
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    if (name === newName) tx.unchanged();
    else {
      refuseTakenName(tx.db, newName);
      tx.db.run('UPDATE registered_models SET name = ? WHERE id = ?', newName, model.id);
      moveNumbers(tx, name, newName);
      announceModel(tx, { ...model, name: newName }, 'model.rename', { name }, { name: newName });
      tx.emit({ type: 'model.changed', name });
    }
    return readModel(tx.db, findModel(tx.db, newName));
  });
}

/** Deletes the model with its versions for good; their files stay with their runs, the history of aliases stays. */
export function deleteRegisteredModel(ctx: EngineContext, name: string): Promise<void> {
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const { versionCount, aliases, description, tags } = readModel(tx.db, model);
    for (const { alias } of listAliases(tx.db, model)) {
      moveAlias(tx, model, { alias, version: null, kind: 'remove', reason: 'the model was deleted' });
    }
    tx.db.run('DELETE FROM registered_models WHERE id = ?', model.id);
    const before = { name, versions: versionCount, aliases, description, tags };
    announceModel(tx, model, 'model.delete', before, null);
  });
}

function refuseTakenName(db: ReadableDb, name: string): void {
  const taken = db.get<ModelRow>('SELECT * FROM registered_models WHERE name = ?', name);
  if (taken === undefined) return;
  throw new StileError(
    'ALREADY_EXISTS',
    `There is a registered model "${name}" already. Add a version to it, or choose another name.`,
    { kind: 'model', name, id: name, lifecycle: 'active' },
  );
}

function moveNumbers(tx: WriteTx, from: string, to: string): void {
  const last = lastNumber(tx.db, from);
  tx.db.run(
    `INSERT INTO model_version_numbers (name, last) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)`,
    to,
    last,
  );
  for (let version = 1; version <= last; version++) {
    moveArtifact(tx, versionUri(from, version), { uri: versionUri(to, version), name: `${to} ${version}` });
  }
}

const tokenPrefix = 'after:';

function nameToToken(name: string): string {
  return Buffer.from(tokenPrefix + name).toString('base64url');
}

function tokenToName(token: string | undefined): string {
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith(tokenPrefix)) return text.slice(tokenPrefix.length);
  throw invalidPageToken(token);
}
