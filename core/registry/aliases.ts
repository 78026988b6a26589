import type { Inputs } from '#contract/procedures.ts';
import type { AliasMove, GateResult, ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { announceModel } from './announce.ts';
import { findRollbackTarget, findSkipped, type HolderStack } from './champion-stack.ts';
import { checkAlias, checkReason, requireReason } from './checks.ts';
import { findAlias, findModel, findVersion, requireAlias, type ModelRow } from './find.ts';
import { championAlias, hasVersion, readModel, readMoves, readStack, readVersion } from './read-models.ts';

type In = Inputs['registry'];

/** A model has one version per alias: setting it moves it. Setting it where it is changes nothing. */
export function setAlias(ctx: EngineContext, input: In['setAlias']): Promise<ModelVersion> {
  const { name, alias, version } = input;
  checkAlias(alias);
  const reason = checkReason(input.reason ?? '');
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const row = findVersion(tx.db, model, version);
    const from = findAlias(tx.db, model, alias)?.version ?? null;
    if (from === version) tx.unchanged();
    else {
      moveAlias(tx, model, { alias, version, kind: 'set', reason });
      announceModel(tx, model, 'model.set_alias', { alias, version: from }, { alias, version, reason });
    }
    return readVersion(tx.db, model, row);
  });
}

/** @throws NOT_FOUND when no version has the alias */
export function deleteAlias(ctx: EngineContext, input: In['deleteAlias']): Promise<void> {
  const reason = checkReason(input.reason ?? '');
  return ctx.write((tx) => {
    const model = findModel(tx.db, input.name);
    const { alias, version } = requireAlias(tx.db, model, input.alias);
    moveAlias(tx, model, { alias, version: null, kind: 'remove', reason });
    announceModel(tx, model, 'model.delete_alias', { alias, version }, { alias, version: null, reason });
  });
}

/**
 * Makes a version the champion. Promoting the champion changes nothing, so that a task may try again.
 * `previous` is the version that a rollback would bring back.
 * @throws INVALID_ARGUMENT without a reason
 */
export function promote(
  ctx: EngineContext,
  input: In['promote'],
): Promise<RegisteredModel & { previous: number | null }> {
  const { name, version } = input;
  const gates = input.gates === undefined ? undefined : withApproval(input.gates);
  const reason = requireReason(input.reason);
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    findVersion(tx.db, model, version);
    const from = findAlias(tx.db, model, championAlias)?.version ?? null;
    if (from === version) tx.unchanged();
    else {
      moveAlias(tx, model, { alias: championAlias, version, kind: 'promote', reason, gates });
      const kept = gates === undefined ? {} : { gates };
      announceModel(tx, model, 'model.promote', { champion: from }, { champion: version, reason, ...kept });
    }
    const after = readModel(tx.db, findModel(tx.db, name));
    return { ...after, previous: after.rollbackTo };
  });
}

/** Whoever promotes says why: that is the approval. */
function withApproval(gates: readonly GateResult[]): GateResult[] {
  const approval: GateResult = { gate: 'approval', state: 'passed', code: 'noted', facts: {} };
  return [...gates.filter(({ gate }) => gate !== 'approval'), approval];
}

/**
 * Gives `champion` back to the version that held it before. Doing it again goes further back; a version that was
 * rolled back returns only by a new promotion; versions that are deleted by now are passed over, and the activity
 * names them.
 * @throws INVALID_ARGUMENT without a reason, INVALID_STATE when nobody held it before
 */
export function rollback(ctx: EngineContext, input: In['rollback']): Promise<RegisteredModel> {
  const reason = requireReason(input.reason);
  return ctx.write((tx) => {
    const model = findModel(tx.db, input.name);
    const { from, to, skippedDeleted } = planRollback(tx, input.name);
    moveAlias(tx, model, { alias: championAlias, version: to, kind: 'rollback', reason });
    const after = { champion: to, reason, ...(skippedDeleted.length > 0 && { skippedDeleted }) };
    announceModel(tx, model, 'model.rollback', { champion: from }, after);
    return readModel(tx.db, findModel(tx.db, input.name));
  });
}

/** From which version to which a rollback would go now, and whom it passes over. @throws as `rollback` */
export function planRollback(
  { db }: Pick<EngineContext, 'db'>,
  name: string,
): { from: number | null; to: number; skippedDeleted: number[] } {
  const model = findModel(db, name);
  const stack = readStack(db, model);
  const exists = (version: number): boolean => hasVersion(db, model, version);
  const to = findRollbackTarget(stack, exists);
  if (to === null) throw nothingBefore(model, stack);
  const from = findAlias(db, model, championAlias)?.version ?? null;
  return { from, to, skippedDeleted: findSkipped(stack, to, exists) };
}

/** Every move of every alias, newest first. */
export function listAliasMoves(ctx: Pick<EngineContext, 'db'>, name: string): AliasMove[] {
  return readMoves(ctx.db, findModel(ctx.db, name));
}

/** Moves an alias, or takes it off, and adds that to the history. */
export function moveAlias(
  tx: WriteTx,
  model: ModelRow,
  move: {
    alias: string;
    version: number | null;
    kind: AliasMove['kind'];
    reason: string;
    /** What the gates found before a promotion. */
    gates?: readonly GateResult[] | undefined;
  },
): void {
  const { alias, version, kind, reason, gates } = move;
  const from = findAlias(tx.db, model, alias)?.version ?? null;
  tx.db.run('DELETE FROM model_aliases WHERE model_id = ? AND alias = ?', model.id, alias);
  if (version !== null) {
    tx.db.run(
      'INSERT INTO model_aliases (model_id, alias, version, since) VALUES (?, ?, ?, ?)',
      model.id,
      alias,
      version,
      tx.now,
    );
  }
  tx.db.run(
    `INSERT INTO alias_moves (model_id, at, alias, from_version, version, kind, actor_kind, actor_name, reason, gates)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    model.id,
    tx.now,
    alias,
    from,
    version,
    kind,
    tx.actor.kind,
    tx.actor.name,
    reason,
    gates === undefined ? null : JSON.stringify(gates),
  );
}

function nothingBefore(model: ModelRow, stack: HolderStack): StileError {
  const holder = stack.isHeld ? stack.versions.at(-1) : undefined;
  const state = holder === undefined ? 'it has no champion' : `version ${holder} is its first champion`;
  const remedy = `Promote another version: stile model promote ${model.name} <version> --reason "..."`;
  return new StileError(
    'INVALID_STATE',
    `"${model.name}" cannot be rolled back: ${state}, and no version that is still there held it before. ${remedy}`,
    { kind: 'model', id: model.name, state, needed: 'a version that was champion before', remedy },
  );
}
