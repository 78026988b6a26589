import { closeSync, copyFileSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '#core/engine.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { readTree } from '#core/testing/tree.ts';
import { testActor, testEngineOptions, withFolder } from '#core/testing/with-engine.ts';

interface Filled {
  folder: string;
  database: string;
  backup: string;
  runId: string;
}

/** A workspace with some pages of content, one file and a backup, closed. */
function withClosedWorkspace<T>(fn: (filled: Filled) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const engine = await openEngine(testEngineOptions(folder));
    const client = engine.createClient(testActor);
    const { runId } = await createTestRun(client);
    await client.artifacts.write({
      runId,
      path: 'a.txt',
      offset: 0,
      chunk: new File(['a'], 'a'),
      last: true,
    });
    for (let n = 0; n < 20; n++) {
      const metrics = Array.from({ length: 500 }, (_, step) => ({ key: `metric-${n}`, value: step, step }));
      await client.runs.logBatch({ runId, metrics });
    }
    const backup = await client.workspace.backup({});
    await engine.stop();
    return fn({ folder, runId, database: join(folder, 'stile.db'), backup: backup.file });
  });
}

function overwrite(file: string, offset: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, offset);
  } finally {
    closeSync(handle);
  }
}

const pageSize = 4096;

/** Overwrites the middle of the root page of a table, or of a page below it. */
function damageTable({ database }: Filled, find: (content: Buffer) => number): void {
  const page = Math.floor(find(readFileSync(database)) / pageSize);
  overwrite(database, page * pageSize + 3, Buffer.alloc(200, 0xee));
}

/** The page that holds the last of the metrics' points: none that the list of runs needs. */
function findMetricPage(content: Buffer): number {
  // A leaf of an index b-tree (10) far into the file: the metrics are by far the largest table.
  for (let page = Math.floor((content.length / pageSize) * 0.8); page > 2; page--) {
    if (content[page * pageSize] === 10) return page * pageSize;
  }
  throw new Error('no such page');
}

async function refusals(engine: Engine, runId: string): Promise<{ code: unknown; data: unknown }[]> {
  const client = engine.createClient(testActor);
  return Promise.all(
    [
      client.runs.setTag({ runId, key: 'k', value: 'v' }),
      client.experiments.create({ name: 'new' }),
      client.runs.logMetric({ runId, key: 'k', value: 1 }),
      client.artifacts.write({ runId, path: 'new.txt', offset: 0, chunk: new File(['n'], 'n'), last: true }),
      client.artifacts.delete({ runId, path: 'a.txt' }),
      client.runs.delete({ runId }),
      client.workspace.backup({}),
    ].map(failureOf),
  );
}

describe('a database with a damaged page', () => {
  it('is opened for reading, names the backup, refuses every write and changes nothing', () =>
    withClosedWorkspace(async (filled) => {
      const { folder, runId, backup } = filled;
      damageTable(filled, findMetricPage);
      const before = readTree(folder);
      const engine = await openEngine(testEngineOptions(folder));
      const client = engine.createClient(testActor);
      const { workspace } = await client.system.info({});
      expect(workspace).toMatchObject({
        readOnly: true,
        warnings: [{ code: 'DAMAGED_READ_ONLY', detail: backup }],
      });
      expect((await client.runs.search({})).runs).toHaveLength(1);
      expect(await (await client.artifacts.read({ runId, path: 'a.txt' })).chunk.text()).toBe('a');
      for (const refusal of await refusals(engine, runId)) {
        expect(refusal).toMatchObject({ code: 'WORKSPACE_DAMAGED', data: { path: folder, backup } });
      }
      await engine.stop();
      expect(readTree(folder)).toEqual(before);
    }));

  it('says so when what it is asked for lies in the damage', () =>
    withClosedWorkspace(async (filled) => {
      damageTable(filled, findMetricPage);
      const engine = await openEngine(testEngineOptions(filled.folder));
      const client = engine.createClient(testActor);
      const reads = Array.from({ length: 20 }, (_, n) =>
        client.runs.metricHistory({ runId: filled.runId, key: `metric-${n}` }).then(
          ({ points }) => points.length,
          (error: unknown) => Reflect.get(Object(error), 'code') as unknown,
        ),
      );
      const answers = await Promise.all(reads);
      expect(answers).toContain(500);
      expect(new Set(answers.filter((answer) => typeof answer === 'string'))).toEqual(
        new Set(['WORKSPACE_DAMAGED']),
      );
      await engine.stop();
    }));

  it('without a backup says that there is none', () =>
    withClosedWorkspace(async (filled) => {
      truncateSync(filled.backup, 10_000);
      damageTable(filled, findMetricPage);
      const engine = await openEngine(testEngineOptions(filled.folder));
      const failure = await failureOf(engine.createClient(testActor).experiments.create({ name: 'x' }));
      expect(failure).toMatchObject({
        data: { backup: null },
        message: expect.stringContaining('no backup'),
      });
      await engine.stop();
    }));
});

describe('a database of which nothing can be read', () => {
  it.each([
    [
      'whose header is destroyed',
      (file: string) => {
        overwrite(file, 0, Buffer.alloc(100, 0x55));
      },
    ],
    [
      'whose schema is destroyed',
      (file: string) => {
        overwrite(file, 100, Buffer.alloc(3000, 0x55));
      },
    ],
    [
      'that is another file',
      (file: string) => {
        overwrite(file, 0, Buffer.from('PK\x03\x04 a zip'));
      },
    ],
    [
      'that ends in its first page',
      (file: string) => {
        truncateSync(file, 1000);
      },
    ],
  ])('%s is refused with the backup, and nothing changes', (_, damage) =>
    withClosedWorkspace(async ({ folder, database, backup, runId }) => {
      damage(database);
      const before = readTree(folder);
      const failure = await failureOf(openEngine(testEngineOptions(folder)));
      expect(failure).toMatchObject({ code: 'WORKSPACE_DAMAGED', data: { path: folder, backup } });
      expect(failure.message).toContain(backup);
      expect(readTree(folder)).toEqual(before);
      copyFileSync(backup, database);
      const engine = await openEngine(testEngineOptions(folder));
      expect((await engine.createClient(testActor).runs.get({ runId })).metrics).toHaveLength(20);
      await engine.stop();
    }),
  );
});
