import type { Param, Tag } from '#contract/entities.ts';
import { invalidArgument, showValue, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { announceModel } from './announce.ts';
import { checkModelParams, checkModelTags } from './checks.ts';
import { findLoggedModel, type LoggedModelRow } from './find-model.ts';

/** Adds params. The same value again changes nothing. @throws NOT_FOUND, INVALID_ARGUMENT for another value */
export function logModelParams(ctx: EngineContext, modelId: string, params: readonly Param[]): Promise<void> {
  checkModelParams(params);
  return ctx.write((tx) => {
    const model = findLoggedModel(tx.db, modelId);
    const fresh = params.filter((param) => insertModelParam(tx, model, param));
    if (fresh.length === 0) tx.unchanged();
    else announceModel(tx, model, 'logged_model.log_params', null, { params: fresh });
  });
}

/** @returns whether it was new */
export function insertModelParam(tx: WriteTx, model: LoggedModelRow, { key, value }: Param): boolean {
  const stored = tx.db.get<{ value: string }>(
    'SELECT value FROM logged_model_params WHERE logged_model_id = ? AND key = ?',
    model.id,
    key,
  );
  if (stored?.value === value) return false;
  if (stored !== undefined) throw paramChanged(model.model_id, key, stored.value, value);
  tx.db.run(
    'INSERT INTO logged_model_params (logged_model_id, key, value) VALUES (?, ?, ?)',
    model.id,
    key,
    value,
  );
  return true;
}

function paramChanged(modelId: string, key: string, stored: string, given: string): StileError {
  return invalidArgument(
    `param ${key}`,
    given,
    `the logged model ${modelId} has it as "${showValue(stored)}" already, and params are written once`,
    'Log it under another key.',
  );
}

/** Writes tags over; of a key that is named twice the last one counts. @throws NOT_FOUND */
export function setModelTags(ctx: EngineContext, modelId: string, tags: readonly Tag[]): Promise<void> {
  checkModelTags(tags);
  return ctx.write((tx) => {
    const model = findLoggedModel(tx.db, modelId);
    const { before, after } = changeModelTags(tx, model, tags);
    if (after.length === 0) tx.unchanged();
    else announceModel(tx, model, 'logged_model.set_tags', { tags: before }, { tags: after });
  });
}

/** Inside another write, which makes the row of activity. @returns what was written over, and by what */
export function changeModelTags(
  tx: WriteTx,
  model: LoggedModelRow,
  tags: readonly Tag[],
): { before: Tag[]; after: Tag[] } {
  const [before, after]: [Tag[], Tag[]] = [[], []];
  for (const [key, value] of new Map(tags.map((tag) => [tag.key, tag.value]))) {
    const stored = findModelTag(tx, model, key);
    if (stored?.value === value) continue;
    if (stored !== undefined) before.push(stored);
    after.push({ key, value });
    tx.db.run(
      `INSERT INTO logged_model_tags (logged_model_id, key, value) VALUES (?, ?, ?)
       ON CONFLICT (logged_model_id, key) DO UPDATE SET value = excluded.value`,
      model.id,
      key,
      value,
    );
  }
  return { before, after };
}

/** @throws NOT_FOUND for an unknown model, or a tag that it does not have */
export function deleteModelTag(ctx: EngineContext, modelId: string, key: string): Promise<void> {
  return ctx.write((tx) => {
    const model = findLoggedModel(tx.db, modelId);
    const before = findModelTag(tx, model, key);
    if (before === undefined) throw missingTag(modelId, key);
    tx.db.run('DELETE FROM logged_model_tags WHERE logged_model_id = ? AND key = ?', model.id, key);
    announceModel(tx, model, 'logged_model.delete_tag', before, null);
  });
}

export function findModelTag(
  { db }: Pick<WriteTx, 'db'>,
  model: LoggedModelRow,
  key: string,
): Tag | undefined {
  const sql = 'SELECT key, value FROM logged_model_tags WHERE logged_model_id = ? AND key = ?';
  return db.get<Tag>(sql, model.id, key);
}

function missingTag(modelId: string, key: string): StileError {
  return new StileError(
    'NOT_FOUND',
    `The logged model ${modelId} has no tag "${showValue(key)}". \`stile logged-model show ${modelId}\` shows those that it has.`,
    { kind: 'tag', id: showValue(key) },
  );
}
