import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { openEngine, type Engine } from '#core/engine.ts';
import { addReviewModel, addReviewTable, makeReviews } from './made-up-reviews.ts';
import { startTestProcess, type TestProcess } from './processes.ts';
import { createRandom } from './random.ts';
import { testActor, testEngineOptions } from './with-engine.ts';

export interface BatchKillTrial {
  /** Where the workspace is made. */
  workspace: string;
  /** The engine to kill: `dist/engine.cjs`, or the source. */
  engineFile: string;
  kills: number;
  seed: number;
}

export interface BatchKillFigures {
  kills: number;
  /** Kills that came while a batch was scored, written or monitored. */
  inWork: number;
  /** Kills that left rows of a batch which the next start had to drop. */
  leftRows: number;
  acknowledged: number;
  /** One batch without a kill, in ms: what the kills are spread over. */
  workMs: number;
}

/** Large enough to be written in several pieces. */
const rowsOfBatch = 5000;

/**
 * Kills an engine while it predicts and monitors batches, at times spread over the work, on one workspace. After each
 * kill the next start must leave whole batches only, with their runs, lineage and verdicts. Throws when it does not.
 */
export async function runBatchKillTrial(trial: BatchKillTrial): Promise<BatchKillFigures> {
  const random = createRandom(trial.seed);
  await prepare(trial);
  const acknowledged = new Set<string>();
  const workMs = await measureWork(trial, acknowledged);
  const figures = { kills: 0, inWork: 0, leftRows: 0, acknowledged: 0, workMs: Math.round(workMs) };
  for (let kill = 0; kill < trial.kills; kill++) {
    const writer = await startWriter(trial);
    writer.child.stdin.write('predict\n');
    await wait(random.next() * workMs * 0.9);
    await writer.kill();
    const heard = await readRest(writer);
    for (const line of heard) acknowledged.add(line);
    figures.kills++;
    if (!heard.some((line) => line.startsWith('monitored'))) figures.inWork++;
    if (await check(trial, acknowledged)) figures.leftRows++;
  }
  return { ...figures, acknowledged: acknowledged.size };
}

/** A champion that was trained on stays, and a dataset to predict. */
async function prepare({ workspace, seed }: BatchKillTrial): Promise<void> {
  const engine = await openEngine(testEngineOptions(workspace));
  const ctx = engine.rpcContext(testActor).engine;
  const random = createRandom(seed);
  await addReviewModel(ctx, 'stays', makeReviews(300, random), { stays: makeReviews(200, random) });
  await addReviewTable(ctx, 'large', makeReviews(rowsOfBatch, random));
  await engine.stop();
}

async function startWriter({ workspace, engineFile }: BatchKillTrial): Promise<TestProcess> {
  const writer = startTestProcess('batch-kill-writer.ts', [workspace, engineFile]);
  const first = await writer.lines.next();
  if (first.value !== 'open') throw new Error(`the writer said "${String(first.value)}" instead of "open"`);
  return writer;
}

async function measureWork(trial: BatchKillTrial, acknowledged: Set<string>): Promise<number> {
  const writer = await startWriter(trial);
  const start = performance.now();
  writer.child.stdin.write('predict\n');
  for (let said = 0; said < 2; said++) {
    const line = await writer.lines.next();
    if (line.done === true) throw new Error('the writer ended without a word');
    acknowledged.add(line.value);
  }
  const ms = performance.now() - start;
  await writer.end();
  return ms;
}

async function readRest({ lines }: TestProcess): Promise<string[]> {
  const rest: string[] = [];
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) rest.push(line.value);
  return rest;
}

/** @returns whether the kill had left rows of a batch that did not count yet */
async function check({ workspace }: BatchKillTrial, acknowledged: ReadonlySet<string>): Promise<boolean> {
  const engine = await openEngine(testEngineOptions(workspace));
  try {
    checkAcknowledged(engine, acknowledged);
    return checkWhole(engine);
  } finally {
    await engine.stop();
  }
}

interface Found {
  id: number;
  rows: number;
  stored: number;
  monitored: number;
  status: string | null;
  lineage: number;
}

/** Every batch is whole, and nothing is there that belongs to none. The greatest number that was given tells of one that went. */
function checkWhole(engine: Engine): boolean {
  const { db } = engine.rpcContext(testActor).engine;
  const batches = db.all<Found>(
    `SELECT id, rows, monitored_at IS NOT NULL AS monitored,
       (SELECT count(*) FROM batch_rows WHERE batch_id = b.id) AS stored,
       (SELECT status FROM runs WHERE uuid = b.run_id) AS status,
       (SELECT count(*) FROM lineage_executions WHERE uri = 'batch-predictions:/' || b.id) AS lineage
     FROM batches b ORDER BY id`,
  );
  for (const batch of batches) {
    if (batch.stored !== batch.rows || batch.status !== 'FINISHED' || batch.lineage !== 1)
      throw new Error(`batch ${batch.id} is not whole: ${JSON.stringify(batch)}`);
  }
  const left = db.get<{ rows: number; running: number; lineage: number; last: number }>(
    `SELECT (SELECT count(*) FROM batch_rows WHERE batch_id NOT IN (SELECT id FROM batches WHERE is_ready = 1)) AS rows,
       (SELECT count(*) FROM runs WHERE status = 'RUNNING') AS running,
       (SELECT count(*) FROM lineage_executions WHERE type = 'BatchPredict') AS lineage,
       (SELECT seq FROM sqlite_sequence WHERE name = 'batches') AS last`,
  );
  if (left?.rows !== 0 || left.running !== 0 || left.lineage !== batches.length)
    throw new Error(`the kill left pieces: ${JSON.stringify(left)} beside ${batches.length} batches`);
  return left.last !== batches.at(-1)?.id;
}

function checkAcknowledged(engine: Engine, acknowledged: ReadonlySet<string>): void {
  const { db } = engine.rpcContext(testActor).engine;
  for (const line of acknowledged) {
    const [what, id] = line.split(' ');
    const condition = what === 'monitored' ? 'AND monitored_at IS NOT NULL AND checks IS NOT NULL' : '';
    const found = db.get(`SELECT 1 FROM batches WHERE id = ? AND is_ready = 1 ${condition}`, Number(id));
    if (found === undefined) throw new Error(`"${line}" was acknowledged and is lost`);
  }
}
