import type { Tag } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { announceModel, announceVersion } from './announce.ts';
import { checkTag } from './checks.ts';
import { findModel, findVersion } from './find.ts';

type In = Inputs['registry'];

export function setModelTag(ctx: EngineContext, input: In['setTag']): Promise<void> {
  const { name, key, value } = input;
  checkTag(input);
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const sql = 'SELECT key, value FROM registered_model_tags WHERE model_id = ? AND key = ?';
    const before = tx.db.get<Tag>(sql, model.id, key);
    if (before?.value === value) {
      tx.unchanged();
      return;
    }
    tx.db.run(
      `INSERT INTO registered_model_tags (model_id, key, value) VALUES (?, ?, ?)
       ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value`,
      model.id,
      key,
      value,
    );
    announceModel(tx, model, 'model.set_tag', before ?? null, { key, value });
  });
}

/** @throws NOT_FOUND when the tag is not there */
export function deleteModelTag(ctx: EngineContext, { name, key }: In['deleteTag']): Promise<void> {
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const before = tx.db.get<Tag>(
      'DELETE FROM registered_model_tags WHERE model_id = ? AND key = ? RETURNING key, value',
      model.id,
      key,
    );
    if (before === undefined) throw missingTag(`model "${name}"`, key, name);
    announceModel(tx, model, 'model.delete_tag', before, null);
  });
}

export function setVersionTag(ctx: EngineContext, input: In['setVersionTag']): Promise<void> {
  const { name, version, key, value } = input;
  checkTag(input);
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    findVersion(tx.db, model, version);
    const sql = 'SELECT key, value FROM model_version_tags WHERE model_id = ? AND version = ? AND key = ?';
    const before = tx.db.get<Tag>(sql, model.id, version, key);
    if (before?.value === value) {
      tx.unchanged();
      return;
    }
    tx.db.run(
      `INSERT INTO model_version_tags (model_id, version, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (model_id, version, key) DO UPDATE SET value = excluded.value`,
      model.id,
      version,
      key,
      value,
    );
    announceVersion(tx, model, version, 'model_version.set_tag', before ?? null, { key, value });
  });
}

/** @throws NOT_FOUND when the tag is not there */
export function deleteVersionTag(ctx: EngineContext, input: In['deleteVersionTag']): Promise<void> {
  const { name, version, key } = input;
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    findVersion(tx.db, model, version);
    const before = tx.db.get<Tag>(
      'DELETE FROM model_version_tags WHERE model_id = ? AND version = ? AND key = ? RETURNING key, value',
      model.id,
      version,
      key,
    );
    if (before === undefined) throw missingTag(`version ${version} of "${name}"`, key, `${name}/${version}`);
    announceVersion(tx, model, version, 'model_version.delete_tag', before, null);
  });
}

function missingTag(owner: string, key: string, ref: string): StileError {
  return new StileError(
    'NOT_FOUND',
    `The ${owner} has no tag "${key}". \`stile model show ${ref}\` shows those that it has.`,
    { kind: 'tag', id: key },
  );
}
