import type { Inputs, Outputs } from '#contract/procedures.ts';
import { runViewLimits, runViewSettings, type RunView, type RunViewSettings } from '#contract/run-views.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { parseFilter, parseOrder } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { checkLength } from '../checks.ts';
import { findExperiment } from '../find.ts';
import { parseGroupKey } from '../run-table/group-keys.ts';
import { runDialect } from '../search/dialects.ts';

interface ViewRow {
  id: number;
  experiment_id: number;
  name: string;
  settings: string;
  is_default: 0 | 1;
  created_at: number;
  updated_at: number;
}

export function listRunViews(
  { db }: Pick<EngineContext, 'db'>,
  { experimentId }: Inputs['runViews']['list'],
): Outputs['runViews']['list'] {
  const { id } = findExperiment(db, experimentId);
  const rows = db.all<ViewRow>('SELECT * FROM run_views WHERE experiment_id = ? ORDER BY name', id);
  return { views: rows.map(rowToView) };
}

/** @throws NOT_FOUND */
export function getRunView({ db }: Pick<EngineContext, 'db'>, viewId: number): RunView {
  return rowToView(findView(db, viewId));
}

/**
 * `viewId` brings back one that was deleted; as the default only where none is by now, or `over` is.
 * @throws ALREADY_EXISTS for a name that the experiment has a view by, FILTER_SYNTAX, INVALID_ARGUMENT
 */
export function createRunView(
  ctx: EngineContext,
  input: Inputs['runViews']['create'] & { viewId?: number; over?: number | null },
): Promise<RunView> {
  const settings = runViewSettings.parse(input.settings);
  const name = checkName(input.name);
  checkSettings(settings);
  return ctx.write((tx) => {
    const { id } = findExperiment(tx.db, input.experimentId);
    refuseTakenName(tx.db, id, name);
    const former = findDefault(tx.db, id);
    const isFree = input.viewId === undefined || former === null || former === input.over;
    const isDefault = input.isDefault === true && isFree;
    const replaced = isDefault ? takeDefault(tx, id) : null;
    const { lastId } = tx.db.run(
      `INSERT INTO run_views (id, experiment_id, name, settings, is_default, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      input.viewId ?? null,
      id,
      name,
      JSON.stringify(settings),
      Number(isDefault),
      tx.now,
      tx.now,
    );
    const made = getRunView(tx, lastId);
    announce(tx, made, 'view.create', null, { ...factsOf(made), replacedDefault: replaced });
    return made;
  });
}

/**
 * @param input `defaultTo`: the view that is the default again where this one stops being it
 * @throws NOT_FOUND, ALREADY_EXISTS, FILTER_SYNTAX, INVALID_ARGUMENT
 */
export function updateRunView(
  ctx: EngineContext,
  input: Inputs['runViews']['update'] & { defaultTo?: number | null },
): Promise<RunView> {
  const { viewId, isDefault } = input;
  const settings = input.settings === undefined ? undefined : runViewSettings.parse(input.settings);
  const name = input.name === undefined ? undefined : checkName(input.name);
  if (settings !== undefined) checkSettings(settings);
  return ctx.write((tx) => {
    const row = findView(tx.db, viewId);
    const before = rowToView(row);
    if (name !== undefined && name !== row.name) refuseTakenName(tx.db, row.experiment_id, name);
    const replaced = isDefault === true && row.is_default === 0 ? takeDefault(tx, row.experiment_id) : null;
    tx.db.run(
      'UPDATE run_views SET name = ?, settings = ?, is_default = ?, updated_at = ? WHERE id = ?',
      name ?? row.name,
      settings === undefined ? row.settings : JSON.stringify(settings),
      isDefault === undefined ? row.is_default : Number(isDefault),
      tx.now,
      viewId,
    );
    giveDefault(tx, row.experiment_id, input.defaultTo ?? null);
    const after = getRunView(tx, viewId);
    if (JSON.stringify(factsOf(before)) === JSON.stringify(factsOf(after))) tx.unchanged();
    else
      announce(tx, after, 'view.update', factsOf(before), { ...factsOf(after), replacedDefault: replaced });
    return after;
  });
}

/** @param defaultTo the view that is the default again where this one was it. @throws NOT_FOUND */
export function deleteRunView(
  ctx: EngineContext,
  viewId: number,
  defaultTo: number | null = null,
): Promise<void> {
  return ctx.write((tx) => {
    const view = getRunView(tx, viewId);
    tx.db.run('DELETE FROM run_views WHERE id = ?', viewId);
    giveDefault(tx, Number(view.experimentId), defaultTo);
    announce(tx, view, 'view.delete', factsOf(view), defaultTo === null ? null : { defaultTo });
  });
}

/** What the activity keeps of a view: all that brings it back. */
function factsOf({ experimentId, name, isDefault, settings }: RunView) {
  return { experimentId, name, isDefault, settings };
}

export function lookUpView(db: ReadableDb, viewId: number): RunView | null {
  const row = db.get<ViewRow>('SELECT * FROM run_views WHERE id = ?', viewId);
  return row === undefined ? null : rowToView(row);
}

function findView(db: ReadableDb, viewId: number): ViewRow {
  const row = db.get<ViewRow>('SELECT * FROM run_views WHERE id = ?', viewId);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no saved view ${viewId}. \`stile view list\` shows those of an experiment.`,
    { kind: 'view', id: String(viewId) },
  );
}

/** Settings of an older Stile get what came later as it begins. */
function rowToView(row: ViewRow): RunView {
  return {
    viewId: row.id,
    experimentId: String(row.experiment_id),
    name: row.name,
    isDefault: row.is_default === 1,
    settings: runViewSettings.parse(parseJson(row.settings)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Answers which view was the default until now. */
function takeDefault(tx: WriteTx, experiment: number): number | null {
  const id = findDefault(tx.db, experiment);
  if (id !== null) tx.db.run('UPDATE run_views SET is_default = 0 WHERE id = ?', id);
  return id;
}

function findDefault(db: ReadableDb, experiment: number): number | null {
  const sql = 'SELECT id FROM run_views WHERE experiment_id = ? AND is_default = 1';
  return db.get<{ id: number }>(sql, experiment)?.id ?? null;
}

/** Makes a view the default where none is. */
function giveDefault(tx: WriteTx, experiment: number, viewId: number | null): void {
  if (viewId === null || findDefault(tx.db, experiment) !== null) return;
  tx.db.run('UPDATE run_views SET is_default = 1 WHERE id = ? AND experiment_id = ?', viewId, experiment);
}

function checkName(given: string): string {
  const name = given.trim();
  if (name === '') throw invalidArgument('name', given, 'a view needs a name', 'Give it one.');
  checkLength('name', name, runViewLimits.nameCharacters);
  return name;
}

/** A view that could not be opened is never kept. */
function checkSettings({ filter, orderBy, groupBy }: RunViewSettings): void {
  parseFilter(filter, runDialect);
  parseOrder(orderBy, runDialect);
  for (const key of groupBy) parseGroupKey(key);
}

function refuseTakenName(db: ReadableDb, experiment: number, name: string): void {
  const sql = 'SELECT * FROM run_views WHERE experiment_id = ? AND name = ?';
  const taken = db.get<ViewRow>(sql, experiment, name);
  if (taken === undefined) return;
  throw new StileError(
    'ALREADY_EXISTS',
    `The view ${taken.id} of experiment ${experiment} is named "${name}" already. Save to that one, or choose another name.`,
    { kind: 'view', name, id: String(taken.id), lifecycle: 'active' },
  );
}

function announce(
  tx: WriteTx,
  { viewId, experimentId }: RunView,
  action: 'view.create' | 'view.update' | 'view.delete',
  before: object | null,
  after: object | null,
): void {
  tx.record({ action, entityKind: 'view', entityId: String(viewId), before, after });
  tx.emit({ type: 'view.changed', experimentId });
}
