import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '#core/engine.ts';
import { artifactBytes, batchMetrics, paramKey, runName, type KillOp } from './kill-load.ts';

/** What a recorder outside of the engine knows. */
export interface KillLedger {
  /** Every write that was ever sent. */
  sent: Map<number, KillOp>;
  /** Those that must be there for good: acknowledged, or found after a kill. */
  kept: Set<number>;
  /** Those that this life of the engine has acknowledged. */
  acknowledged: Set<number>;
  /** Those without an acknowledgement when the engine was killed: they may be there, whole, or not at all. */
  inFlight: Set<number>;
  /** The last activity row that was looked at. */
  lastActivity: number;
}

export function createKillLedger(): KillLedger {
  return { sent: new Map(), kept: new Set(), acknowledged: new Set(), inFlight: new Set(), lastActivity: 0 };
}

/**
 * Compares a reopened workspace with what was acknowledged before the kill, and settles what was in flight. Throws
 * with all that is wrong. Returns how many writes were kept though nobody had heard of it.
 */
export function checkAfterKill(engine: Engine, ledger: KillLedger): { unheard: number } {
  const problems: string[] = [];
  const found = readNewWrites(engine, ledger, problems);
  for (const id of ledger.acknowledged)
    if (!found.has(id)) problems.push(`write ${id} was acknowledged and is lost`);
  for (const id of found) ledger.kept.add(id);
  for (const id of found) checkPresent(engine, ledger, id, problems);
  for (const id of ledger.inFlight) if (!found.has(id)) checkAbsent(engine, ledger, id, problems);
  checkLatestMetrics(engine, problems);
  checkFolder(engine, problems);
  throwIfAny(problems);
  const unheard = [...found].filter((id) => ledger.inFlight.has(id)).length;
  ledger.inFlight.clear();
  ledger.acknowledged.clear();
  return { unheard };
}

/** Looks at every write that must be there, not only at those of the engine's last life. */
export function checkEverything(engine: Engine, ledger: KillLedger): void {
  const problems: string[] = [];
  for (const id of ledger.kept) checkPresent(engine, ledger, id, problems);
  const { n } = engine.ctx.db.get<{ n: number }>('SELECT count(*) AS n FROM activity') ?? { n: -1 };
  if (n !== ledger.kept.size) problems.push(`there are ${n} activity rows for ${ledger.kept.size} writes`);
  for (const check of ['integrity_check', 'foreign_key_check']) {
    const rows = engine.ctx.db.all<Record<string, unknown>>(`PRAGMA ${check}`);
    if (rows.some((row) => row[check] !== 'ok')) problems.push(`${check}: ${JSON.stringify(rows)}`);
  }
  throwIfAny(problems);
}

function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0)
    throw new Error(`${problems.length} problems:\n${problems.slice(0, 20).join('\n')}`);
}

interface ActivityRow {
  id: number;
  action: string;
  entity_id: string;
  after: string;
}

/** The ids of the writes since the last check, from their activity rows: each has exactly one. */
function readNewWrites(engine: Engine, ledger: KillLedger, problems: string[]): Set<number> {
  const rows = engine.ctx.db.all<ActivityRow>(
    'SELECT id, action, entity_id, after FROM activity WHERE id > ? ORDER BY id',
    ledger.lastActivity,
  );
  const found = new Set<number>();
  for (const row of rows) {
    ledger.lastActivity = row.id;
    const id = activityToId(row);
    if (found.has(id)) problems.push(`write ${id} has two activity rows`);
    if (!ledger.acknowledged.has(id) && !ledger.inFlight.has(id)) problems.push(`write ${id} was not sent`);
    found.add(id);
  }
  return found;
}

interface ActivityAfter {
  name?: string;
  value?: string;
  size?: number;
  params?: { value: string }[];
}

function activityToId({ action, after }: ActivityRow): number {
  const { name, value, size, params } = JSON.parse(after) as ActivityAfter;
  if (action === 'run.create') return Number(name?.replace(runName(0).slice(0, -1), ''));
  if (action === 'run.set_tag') return Number(value);
  if (action === 'artifact.write') return Number(size) - artifactBytes(0).length;
  return Number(params?.[0]?.value);
}

function checkPresent(engine: Engine, ledger: KillLedger, id: number, problems: string[]): void {
  const op = ledger.sent.get(id);
  if (op === undefined) return;
  const parts = countParts(engine, op);
  if (op.kind === 'artifact') checkFile(engine, ledger, op, problems);
  else if (op.kind === 'tag') checkTag(engine, ledger, op, problems);
  else if (parts !== wholeParts(op))
    problems.push(`write ${id} (${op.kind}) has ${parts} of ${wholeParts(op)} parts`);
}

function checkAbsent(engine: Engine, ledger: KillLedger, id: number, problems: string[]): void {
  const op = ledger.sent.get(id);
  if (op === undefined) return;
  // A file may be there without its row: it is renamed to its place just before the commit.
  if (op.kind === 'artifact') checkFile(engine, ledger, op, problems, true);
  else if (countParts(engine, op) !== 0) problems.push(`write ${id} (${op.kind}) is there by halves`);
}

function wholeParts(op: KillOp): number {
  return op.kind === 'batch' ? batchMetrics(op.id).length + 1 : 1;
}

/** How many rows of a write there are. */
function countParts({ ctx }: Engine, op: KillOp): number {
  const count = (sql: string, ...params: (string | number)[]): number =>
    ctx.db.get<{ n: number }>(sql, ...params)?.n ?? 0;
  if (op.kind === 'run') return count('SELECT count(*) AS n FROM runs WHERE name = ?', runName(op.id));
  if (op.kind !== 'batch') return 0;
  const run = ctx.db.get<{ id: number }>('SELECT id FROM runs WHERE uuid = ?', op.runId)?.id ?? -1;
  const params = count(
    'SELECT count(*) AS n FROM params p JOIN keys k ON k.id = p.key_id WHERE p.run_id = ? AND k.name = ? AND p.value = ?',
    run,
    paramKey(op.id),
    String(op.id),
  );
  const points = batchMetrics(op.id).filter(({ key, value, step = 0, timestamp = 0 }) =>
    count(
      `SELECT count(*) AS n FROM metrics m JOIN keys k ON k.id = m.key_id
       WHERE m.run_id = ? AND k.name = ? AND m.step = ? AND m.timestamp = ? AND m.value = ? AND m.is_nan = ?`,
      run,
      key,
      step,
      timestamp,
      value === 'NaN' ? 0 : Number(value),
      value === 'NaN' ? 1 : 0,
    ),
  );
  return points.length + params;
}

/** A tag that is written over and over says what the last kept write said. */
function checkTag(
  { ctx }: Engine,
  ledger: KillLedger,
  op: KillOp & { kind: 'tag' },
  problems: string[],
): void {
  const stored = ctx.db.get<{ value: string }>(
    `SELECT t.value FROM run_tags t JOIN runs r ON r.id = t.run_id JOIN keys k ON k.id = t.key_id
     WHERE r.uuid = ? AND k.name = 'counter'`,
    op.runId,
  );
  if (Number(stored?.value) < op.id) problems.push(`tag ${op.id} of ${op.runId} says ${stored?.value}`);
  if (!ledger.kept.has(Number(stored?.value)))
    problems.push(`tag of ${op.runId} says ${stored?.value}, which was not kept`);
}

/** A file is whole, and nothing older than what was acknowledged for its path. */
function checkFile(
  { ctx }: Engine,
  ledger: KillLedger,
  op: KillOp & { kind: 'artifact' },
  problems: string[],
  mayMiss = false,
): void {
  const file = join(ctx.paths.artifacts, '0', op.runId, 'artifacts', ...op.path.split('/'));
  if (!existsSync(file)) {
    if (!mayMiss) problems.push(`${op.path} of write ${op.id} is missing`);
    return;
  }
  const bytes = readFileSync(file);
  const id = bytes.length - artifactBytes(0).length;
  const writer = ledger.sent.get(id);
  const isOurs = writer?.kind === 'artifact' && writer.path === op.path && writer.runId === op.runId;
  if (!isOurs || !bytes.equals(artifactBytes(id))) problems.push(`${op.path} of write ${op.id} is not whole`);
}

/** The latest values say the same as the history that they stand for. */
function checkLatestMetrics({ ctx }: Engine, problems: string[]): void {
  const wrong = ctx.db.all<{ run_id: number; key_id: number }>(
    `SELECT coalesce(h.run_id, l.run_id) AS run_id, coalesce(h.key_id, l.key_id) AS key_id FROM (
       SELECT run_id, key_id, count(*) AS n, min(iif(is_nan, NULL, value)) AS low, max(iif(is_nan, NULL, value)) AS high,
         max(step) AS last FROM metrics GROUP BY run_id, key_id
     ) h FULL JOIN latest_metrics l ON l.run_id = h.run_id AND l.key_id = h.key_id
     LEFT JOIN metrics m ON m.run_id = l.run_id AND m.key_id = l.key_id AND m.step = l.step
       AND m.timestamp = l.timestamp AND m.value = l.value AND m.is_nan = l.is_nan
     WHERE l.count IS NOT h.n OR l.min IS NOT h.low OR l.max IS NOT h.high OR l.step IS NOT h.last OR m.step IS NULL`,
  );
  for (const { run_id, key_id } of wrong)
    problems.push(`the latest value of run ${run_id}, key ${key_id} is wrong`);
}

/** Nothing is left of what the killed engine was doing. */
function checkFolder({ ctx }: Engine, problems: string[]): void {
  const left = [ctx.paths.incoming, ctx.paths.backups].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder) : [],
  );
  const strange = readdirSync(ctx.paths.root).filter((name) => name.endsWith('.tmp'));
  for (const name of [...left, ...strange]) problems.push(`${name} is left over`);
}
