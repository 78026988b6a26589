import { fsyncSync, openSync, closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EngineClient } from '#contract/procedures.ts';
import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';

/** How long one case is measured, in ms; the engine and the bare database take turns of this length. */
const turnMs = 400;
const turns = 5;
const pointsPerBatch = 1000;
const inFlight = 64;
/** A disk of a laptop that keeps its promises, in ms per sync: what the table converts to. */
const slowSyncMs = 5;

/** One measured case: does some writes and answers how many, and how many commits, syncs of the disk, they took. */
interface Case {
  name: string;
  run(): Promise<{ writes: number; commits: number }>;
}

/** Metric points, params and runs a second, each beside bare better-sqlite3 with the same pragmas. */
export const bench: Bench = {
  name: 'logging',
  run: async ({ folder }) => {
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const bare = openBare(join(folder, 'bare.db'));
    const client = engine.createClient(testActor);
    const { runId } = await createTestRun(client);
    const write = createWriters(client, runId);
    const rows = [
      ...(await compare('metric, one by one', write.single, bare.single)),
      ...(await compare(`metric, ${inFlight} in flight`, write.concurrent, bare.single)),
      ...(await compare(`metrics, ${pointsPerBatch} a call`, write.batched, bare.batched, 2)),
      ...(await compare('param, one by one', write.param, bare.single)),
      ...(await compare('run, one by one', write.run, bare.single)),
      { case: 'sync of the disk', value: measureSync(join(folder, 'sync')), unit: 'ms' },
    ];
    await engine.stop();
    bare.close();
    return rows;
  },
};

function createWriters(
  client: EngineClient,
  runId: string,
): Record<'single' | 'concurrent' | 'batched' | 'param' | 'run', Case['run']> {
  let step = 0;
  const one = async (): Promise<{ writes: number; commits: number }> => {
    await client.runs.logMetric({ runId, key: 'loss', value: step * 0.5, step: step++ });
    return { writes: 1, commits: 1 };
  };
  return {
    single: one,
    concurrent: async () => {
      await Promise.all(Array.from({ length: inFlight }, one));
      return { writes: inFlight, commits: 1 };
    },
    batched: async () => {
      const metrics = Array.from({ length: pointsPerBatch }, (_, n) => ({
        key: `metric-${n % 10}`,
        value: n * 0.5,
        step: step++,
      }));
      await client.runs.logBatch({ runId, metrics });
      return { writes: pointsPerBatch, commits: 1 };
    },
    param: async () => {
      await client.runs.logParam({ runId, key: `param-${step++}`, value: '0.01' });
      return { writes: 1, commits: 1 };
    },
    run: async () => {
      await createTestRun(client, { name: `run-${step++}` });
      return { writes: 1, commits: 1 };
    },
  };
}

interface Bare {
  single: Case['run'];
  batched: Case['run'];
  close(): void;
}

/** The same table and the same pragmas, and nothing around them. */
function openBare(file: string): Bare {
  const db = new Database(file);
  for (const pragma of [
    'auto_vacuum = INCREMENTAL',
    'journal_mode = WAL',
    'synchronous = FULL',
    'cache_size = -24000',
  ]) {
    db.pragma(pragma);
  }
  db.exec(`CREATE TABLE metrics (run_id INTEGER NOT NULL, key_id INTEGER NOT NULL, step INTEGER NOT NULL,
    timestamp INTEGER NOT NULL, value REAL NOT NULL, is_nan INTEGER NOT NULL,
    PRIMARY KEY (run_id, key_id, step, timestamp, value, is_nan)) STRICT, WITHOUT ROWID`);
  const insert = db.prepare('INSERT OR IGNORE INTO metrics VALUES (?, ?, ?, ?, ?, ?)');
  let step = 0;
  const insertOne = (n: number): void => void insert.run(1, n % 10, step++, systemClock.now(), n * 0.5, 0);
  const insertMany = db.transaction(() => {
    for (let n = 0; n < pointsPerBatch; n++) insertOne(n);
  });
  return {
    single: async () => {
      insertOne(0);
      return { writes: 1, commits: 1 };
    },
    batched: async () => {
      insertMany();
      return { writes: pointsPerBatch, commits: 1 };
    },
    close: () => void db.close(),
  };
}

interface Speed {
  perSecond: number;
  /** ms per write beside its share of a commit's sync, and commits per write. */
  commitsPerWrite: number;
}

/** The engine and the bare database in turns, so that a noisy machine is noisy for both; the medians are compared. */
async function compare(
  name: string,
  ours: Case['run'],
  bare: Case['run'],
  worst?: number,
): Promise<BenchRow[]> {
  await measure(ours);
  await measure(bare);
  const [mine, theirs]: [Speed[], Speed[]] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    mine.push(await measure(ours));
    theirs.push(await measure(bare));
  }
  const [value, reference] = [median(mine), median(theirs)];
  const ratio = value.perSecond / reference.perSecond;
  const budget =
    worst === undefined ? {} : { budget: `at least 1/${worst} of bare SQLite`, ok: ratio >= 1 / worst };
  return [
    { case: name, value: value.perSecond, unit: '/s', reference: reference.perSecond, ratio, ...budget },
    {
      case: `... if a sync took ${slowSyncMs} ms`,
      value: withSlowSync(value),
      unit: '/s',
      reference: withSlowSync(reference),
    },
  ];
}

/** Every commit waits for one sync more: the disk's own, which was measured, is small beside that. */
function withSlowSync({ perSecond, commitsPerWrite }: Speed): number {
  return 1000 / (1000 / perSecond + commitsPerWrite * slowSyncMs);
}

async function measure(run: Case['run']): Promise<Speed> {
  const start = performance.now();
  let [writes, commits] = [0, 0];
  while (performance.now() - start < turnMs) {
    const done = await run();
    writes += done.writes;
    commits += done.commits;
  }
  return { perSecond: (writes * 1000) / (performance.now() - start), commitsPerWrite: commits / writes };
}

function median(speeds: readonly Speed[]): Speed {
  const sorted = [...speeds].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: 0, commitsPerWrite: 0 };
}

/** One page written and synced, in ms: what this disk asks for a promise. */
function measureSync(file: string): number {
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096);
  const start = performance.now();
  for (let n = 0; n < 100; n++) {
    writeSync(handle, page);
    fsyncSync(handle);
  }
  closeSync(handle);
  return (performance.now() - start) / 100;
}
