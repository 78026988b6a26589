import type { ActivityParts, Inverse, RecordedChange } from '#core/activity/index.ts';
import { invertTag, recordedText } from '#core/activity/index.ts';
import { modelStage } from '#contract/registry.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { deleteAlias, promote, rollback, setAlias } from './aliases.ts';
import { archiveModel, restoreModel } from './archive.ts';
import type { ModelRow, VersionRow } from './find.ts';
import {
  createRegisteredModel,
  deleteRegisteredModel,
  renameRegisteredModel,
  updateRegisteredModel,
} from './models.ts';
import { championAlias, readModel } from './read-models.ts';
import { deleteModelTag, deleteVersionTag, setModelTag, setVersionTag } from './tags.ts';
import { transitionStage, updateModelVersion } from './versions.ts';

const lookUpModel = (db: ReadableDb, name: string): ModelRow | undefined =>
  db.get<ModelRow>('SELECT * FROM registered_models WHERE name = ?', name);

function parseVersionId(id: string): { name: string; version: number } {
  const cut = id.lastIndexOf('/');
  return { name: id.slice(0, cut), version: Number(id.slice(cut + 1)) };
}

function lookUpVersion(db: ReadableDb, id: string): VersionRow | undefined {
  const { name, version } = parseVersionId(id);
  const model = lookUpModel(db, name);
  if (model === undefined) return undefined;
  const sql = 'SELECT * FROM model_versions WHERE model_id = ? AND version = ?';
  return db.get<VersionRow>(sql, model.id, version);
}

const modelDescription: Inverse = {
  left: ({ before, after }) => before && { description: after?.['description'] },
  now: (db, { entityId }) => {
    const row = lookUpModel(db, entityId);
    return row === undefined ? null : { description: row.description };
  },
  undo: (ctx, { entityId, before }) =>
    updateRegisteredModel(ctx, { name: entityId, description: recordedText(before, 'description') ?? '' }),
};

const modelName: Inverse = {
  left: ({ before, after }) => (recordedText(before, 'name') === null ? null : { name: after?.['name'] }),
  now: (db, { entityId }) => (lookUpModel(db, entityId) === undefined ? null : { name: entityId }),
  undo: (ctx, { entityId, before }) =>
    renameRegisteredModel(ctx, { name: entityId, newName: recordedText(before, 'name') ?? '' }),
};

/** A model that got nothing yet: one with versions is not taken back by an undo, since its versions would go for good. */
const madeModel: Inverse = {
  left: () => ({ versions: 0 }),
  now: (db, { entityId }) => {
    const row = lookUpModel(db, entityId);
    return row === undefined ? null : { versions: readModel(db, row).versionCount };
  },
  undo: (ctx, { entityId }) => deleteRegisteredModel(ctx, entityId),
};

const deletedModel: Inverse = {
  left: ({ before }) =>
    before?.['versions'] === 0 && typeof before['description'] === 'string' ? { exists: false } : null,
  now: (db, { entityId }) => ({ exists: lookUpModel(db, entityId) !== undefined }),
  undo: (ctx, { entityId, before }) =>
    createRegisteredModel(ctx, {
      name: entityId,
      description: recordedText(before, 'description') ?? '',
      tags: Array.isArray(before?.['tags']) ? (before['tags'] as { key: string; value: string }[]) : [],
    }),
};

const archived: Inverse = {
  left: ({ after }) => after && { isArchived: after['isArchived'] },
  now: (db, { entityId }) => {
    const row = lookUpModel(db, entityId);
    return row === undefined ? null : { isArchived: readModel(db, row).isArchived };
  },
  undo: (ctx, { entityId: name, action }) =>
    action === 'model.archive' ? restoreModel(ctx, { name }) : archiveModel(ctx, { name }),
};

/** Which alias moved, from where to where; promotions and rollbacks move `champion`. */
function readMove({ before, after }: RecordedChange): {
  alias: string;
  from: number | null;
  to: number | null;
} {
  const alias = recordedText(after, 'alias') ?? recordedText(before, 'alias');
  const field = alias === null ? 'champion' : 'version';
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return { alias: alias ?? championAlias, from: number(before?.[field]), to: number(after?.[field]) };
}

const aliasMove: Inverse = {
  left: (change) => {
    const { alias, to } = readMove(change);
    return { [`@${alias}`]: to };
  },
  now: (db, change) => {
    const model = lookUpModel(db, change.entityId);
    if (model === undefined) return null;
    const { alias } = readMove(change);
    const sql = 'SELECT version FROM model_aliases WHERE model_id = ? AND alias = ?';
    return { [`@${alias}`]: db.get<{ version: number }>(sql, model.id, alias)?.version ?? null };
  },
  undo: (ctx, change) => moveBack(ctx, change),
};

/** A promotion is taken back by the rollback that leads there, and a rollback by a promotion, so that the next rollback knows what is below. */
function moveBack(ctx: EngineContext, change: RecordedChange): Promise<unknown> {
  const { entityId: name } = change;
  const { alias, from: version } = readMove(change);
  const reason = `undo of change ${change.activityId}`;
  if (version === null) return deleteAlias(ctx, { name, alias, reason });
  if (alias !== championAlias) return setAlias(ctx, { name, alias, version, reason });
  const model = lookUpModel(ctx.db, name);
  const leadsThere = model !== undefined && readModel(ctx.db, model).rollbackTo === version;
  if (leadsThere && change.action !== 'model.rollback') return rollback(ctx, { name, reason });
  return promote(ctx, { name, version, reason });
}

const modelTag = invertTag({
  find: (db, name, key) => {
    const model = lookUpModel(db, name);
    if (model === undefined) return undefined;
    const sql = 'SELECT value FROM registered_model_tags WHERE model_id = ? AND key = ?';
    return db.get<{ value: string }>(sql, model.id, key)?.value ?? null;
  },
  set: (ctx, name, tag) => setModelTag(ctx, { name, ...tag }),
  remove: (ctx, name, key) => deleteModelTag(ctx, { name, key }),
});

const versionTag = invertTag({
  find: (db, id, key) => {
    const row = lookUpVersion(db, id);
    if (row === undefined) return undefined;
    const sql = 'SELECT value FROM model_version_tags WHERE model_id = ? AND version = ? AND key = ?';
    return db.get<{ value: string }>(sql, row.model_id, row.version, key)?.value ?? null;
  },
  set: (ctx, id, tag) => setVersionTag(ctx, { ...parseVersionId(id), ...tag }),
  remove: (ctx, id, key) => deleteVersionTag(ctx, { ...parseVersionId(id), key }),
});

const versionDescription: Inverse = {
  left: ({ before, after }) => before && { description: after?.['description'] },
  now: (db, { entityId }) => {
    const row = lookUpVersion(db, entityId);
    return row === undefined ? null : { description: row.description };
  },
  undo: (ctx, { entityId, before }) =>
    updateModelVersion(ctx, {
      ...parseVersionId(entityId),
      description: recordedText(before, 'description') ?? '',
    }),
};

/** A move that archived other versions along with it is not taken back: theirs would have to go back too. */
const versionStage: Inverse = {
  left: ({ before, after }) => {
    const archived = after?.['archived'];
    if (before === null || (Array.isArray(archived) && archived.length > 0)) return null;
    return { stage: after?.['stage'] };
  },
  now: (db, { entityId }) => {
    const row = lookUpVersion(db, entityId);
    return row === undefined ? null : { stage: row.stage };
  },
  undo: (ctx, { entityId, before }) =>
    transitionStage(ctx, { ...parseVersionId(entityId), stage: modelStage.parse(before?.['stage']) }),
};

export const registryActivity: ActivityParts = {
  inverses: {
    'model.create': madeModel,
    'model.delete': deletedModel,
    'model.describe': modelDescription,
    'model.rename': modelName,
    'model.archive': archived,
    'model.restore': archived,
    'model.set_tag': modelTag,
    'model.delete_tag': modelTag,
    'model.set_alias': aliasMove,
    'model.delete_alias': aliasMove,
    'model.promote': aliasMove,
    'model.rollback': aliasMove,
    'model_version.describe': versionDescription,
    'model_version.set_tag': versionTag,
    'model_version.delete_tag': versionTag,
    'model_version.stage': versionStage,
  },
  names: {
    model: (_, id) => id,
    model_version: (_, id) => `${parseVersionId(id).name} v${parseVersionId(id).version}`,
  },
};
