import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '#core/engine.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { createTestRun, errorToFailure, failureOf } from '#core/testing/factories.ts';
import { whyNoMounts, withDisk, type TestDisk } from '#core/testing/mount.ts';
import { openTestConnection } from '#core/testing/with-database.ts';
import { readTree } from '#core/testing/tree.ts';
import { testActor, testEngineOptions, withEngine, withFolder } from '#core/testing/with-engine.ts';
import { backupIfDue } from './daily-backup.ts';
import { importWorkspace } from './import.ts';

const reason = whyNoMounts();
const kb = 1024;
const diskBytes = 4096 * kb;

function isSentence(message: string): boolean {
  return /^[^]{40,}\.$/.test(message) && /full: nothing was written\. Free some space/.test(message);
}

async function withDiskEngine<T>(
  fn: (test: { disk: TestDisk; engine: Engine; client: EngineClient }) => Promise<T>,
): Promise<T> {
  return withDisk(diskBytes, async (disk) => {
    const engine = await openEngine(testEngineOptions(join(disk.folder, 'w')));
    try {
      return await fn({ disk, engine, client: engine.createClient(testActor) });
    } finally {
      await engine.stop();
    }
  });
}

/** Logs batches until the disk is full; returns how many were acknowledged. */
async function writeUntilFull(client: EngineClient, runId: string): Promise<number> {
  for (let n = 0; n < 10_000; n++) {
    const metrics = Array.from({ length: 200 }, (_, index) => ({
      key: `k${index % 5}`,
      value: index,
      step: n * 200 + index,
    }));
    try {
      await client.runs.logBatch({ runId, metrics, tags: [{ key: 'batch', value: String(n) }] });
    } catch (error) {
      const failure = errorToFailure(error);
      expect(failure).toMatchObject({ code: 'DISK_FULL' });
      expect(isSentence(failure.message)).toBe(true);
      return n;
    }
  }
  throw new Error('the disk never became full');
}

describe.skipIf(reason !== null)(`a full disk${reason === null ? '' : ` (SKIPPED: ${reason})`}`, () => {
  it('lets a workspace be made whole or not at all, at any amount of room', () =>
    withDisk(4096 * kb, async (disk) => {
      const root = join(disk.folder, 'ny', 'w');
      const outcomes: string[] = [];
      for (let free = 0; free <= 3600; free += 64) {
        disk.fill(free * kb);
        try {
          const engine = await openEngine(testEngineOptions(root));
          outcomes.push('open');
          await engine.stop();
          break;
        } catch (error) {
          const failure = errorToFailure(error);
          outcomes.push(String(failure.code));
          expect(isSentence(failure.message)).toBe(true);
          expect([free, existsSync(root)]).toEqual([free, false]);
        }
      }
      expect(outcomes.length).toBeGreaterThan(3);
      expect(new Set(outcomes)).toEqual(new Set(['DISK_FULL', 'open']));
    }));

  it('refuses the write that finds no room, keeps all before it, reads on, and goes on when there is room', () =>
    withDiskEngine(async ({ disk, client, engine }) => {
      const { runId } = await createTestRun(client);
      disk.fill(400 * kb);
      const kept = await writeUntilFull(client, runId);
      expect(kept).toBeGreaterThan(0);
      const counts = (await client.runs.get({ runId })).metrics.map(({ count }) => count);
      expect(counts).toEqual(Array.from({ length: 5 }, () => kept * 40));
      expect((await client.runs.get({ runId })).tags).toContainEqual({
        key: 'batch',
        value: String(kept - 1),
      });
      expect(engine.ctx.db.get('SELECT count(*) AS n FROM activity')).toEqual({ n: kept + 1 });
      disk.free();
      await createTestRun(client);
      expect(engine.ctx.db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    }));

  it('keeps an upload out, with nothing half of it left', () =>
    withDiskEngine(async ({ disk, client, engine }) => {
      const { runId } = await createTestRun(client);
      disk.fill(300 * kb);
      const chunk = new File([Buffer.alloc(200 * kb)], 'x');
      const first = await client.artifacts.write({ runId, path: 'a/b.bin', offset: 0, chunk, last: false });
      const second = {
        runId,
        path: 'a/b.bin',
        uploadId: first.uploadId,
        offset: 200 * kb,
        chunk,
        last: true,
      };
      const failure = await failureOf(client.artifacts.write(second));
      expect(failure).toMatchObject({ code: 'DISK_FULL', data: { path: engine.ctx.paths.root } });
      expect(readdirSync(engine.ctx.paths.incoming)).toEqual([]);
      expect((await client.artifacts.list({ runId })).files).toEqual([]);
      await client.artifacts.write({
        runId,
        path: 'small',
        offset: 0,
        chunk: new File(['x'], 'x'),
        last: true,
      });
    }));

  it('takes no backup by halves, and the daily one says why', () =>
    withDiskEngine(async ({ disk, client, engine }) => {
      await createTestRun(client);
      disk.fill(40 * kb);
      const { paths, logger, clock } = engine.ctx;
      expect(await failureOf(client.workspace.backup({}))).toMatchObject({
        code: 'DISK_FULL',
        data: { path: paths.backups },
      });
      const connection = openTestConnection(paths.database, true);
      expect(
        await backupIfDue({ connection, paths, logger, clock, hub: engine.hub, noteDamage: () => undefined }),
      ).toContain('is full');
      connection.close();
      expect(readdirSync(paths.backups)).toEqual([]);
      disk.free();
      await client.workspace.backup({});
      await createTestRun(client);
    }));

  it('takes no export and no import by halves', () =>
    withDisk(diskBytes, (disk) =>
      withEngine(async ({ client, folder }) => {
        const { runId } = await createTestRun(client);
        const chunk = new File([randomBytes(400 * kb)], 'x');
        await client.artifacts.write({ runId, path: 'noise', offset: 0, chunk, last: true });
        const [whole, file] = [join(folder, 'whole.stile'), join(disk.folder, 'x.stile')];
        for (const free of [0, 64, 256, 330]) {
          disk.fill(free * kb);
          const failure = await failureOf(client.workspace.export({ file }));
          expect([free, failure.code, failure.data]).toEqual([free, 'DISK_FULL', { path: disk.folder }]);
          expect(readdirSync(disk.folder)).toEqual(['filler']);
        }
        await client.workspace.export({ file: whole });
        for (const free of [0, 64, 256, 330]) {
          disk.fill(free * kb);
          expect([free, (await failureOf(importWorkspace(whole, join(disk.folder, 'w')))).code]).toEqual([
            free,
            'DISK_FULL',
          ]);
          expect(readdirSync(disk.folder)).toEqual(['filler']);
        }
        // Another disk than the workspace's: a rename would not lead there.
        disk.free();
        await client.workspace.export({ file });
        expect(readFileSync(file)).toHaveLength(readFileSync(whole).length);
        await importWorkspace(file, join(disk.folder, 'w'));
      }),
    ));

  it('is said when a workspace that exists is opened, which is free again afterwards', () =>
    withDisk(diskBytes, async (disk) => {
      const options = testEngineOptions(join(disk.folder, 'w'));
      await (await openEngine(options)).stop();
      const before = readTree(options.workspace);
      for (const free of [0, 4, 16, 33, 40]) {
        disk.fill(free * kb);
        const outcome = await openEngine(options).then(
          (engine) => engine.stop(),
          (error: unknown) => errorToFailure(error),
        );
        if (outcome !== undefined) expect([free, outcome.code]).toEqual([free, 'DISK_FULL']);
        expect(readTree(options.workspace)).toEqual(before);
      }
      disk.free();
      const engine = await openEngine(options);
      await createTestRun(engine.createClient(testActor));
      await engine.stop();
    }));
});

describe.skipIf(reason !== null)(`a read-only disk${reason === null ? '' : ` (SKIPPED: ${reason})`}`, () => {
  it('is named, for a workspace that is there and for one that is not, and nothing changes', () =>
    withDisk(diskBytes, async (disk) => {
      const root = join(disk.folder, 'w');
      const engine = await openEngine(testEngineOptions(root));
      await createTestRun(engine.createClient(testActor));
      await engine.stop();
      const before = readTree(disk.folder);
      disk.setReadOnly(true);
      for (const workspace of [root, join(disk.folder, 'new')]) {
        const failure = await failureOf(openEngine(testEngineOptions(workspace)));
        expect(failure).toMatchObject({ code: 'WORKSPACE_NOT_WRITABLE', data: { path: workspace } });
        expect(failure.message).toContain('--workspace');
      }
      disk.setReadOnly(false);
      expect(readTree(disk.folder)).toEqual(before);
      await (await openEngine(testEngineOptions(root))).stop();
    }));

  it('is named also with a killed engine’s leftovers on it', () =>
    withDisk(diskBytes, async (disk) => {
      const root = join(disk.folder, 'w');
      await (await openEngine(testEngineOptions(root))).stop();
      writeFileSync(join(root, 'engine.json'), '{}');
      disk.setReadOnly(true);
      expect(await failureOf(openEngine(testEngineOptions(root)))).toMatchObject({
        code: 'WORKSPACE_NOT_WRITABLE',
      });
      disk.setReadOnly(false);
    }));

  it('takes no export and no import', () =>
    withDisk(diskBytes, (disk) =>
      withEngine(async ({ client, folder }) => {
        disk.setReadOnly(true);
        const file = join(disk.folder, 'x.stile');
        expect(await failureOf(client.workspace.export({ file }))).toMatchObject({
          code: 'WORKSPACE_NOT_WRITABLE',
          data: { path: disk.folder },
        });
        const whole = join(folder, 'x.stile');
        await client.workspace.export({ file: whole });
        expect(await failureOf(importWorkspace(whole, join(disk.folder, 'w')))).toMatchObject({
          code: 'WORKSPACE_NOT_WRITABLE',
        });
        disk.setReadOnly(false);
      }),
    ));
});

describe('a disk without trouble', () => {
  it('holds folders whose names end in a space, hold quotes, or are long', () =>
    withFolder(async (folder) => {
      for (const name of ["it's a 'test'", 'x'.repeat(200), '#%?&', '日本語', ' leading']) {
        const engine = await openEngine(testEngineOptions(join(folder, name)));
        await createTestRun(engine.createClient(testActor));
        await engine.createClient(testActor).workspace.backup({});
        await engine.stop();
      }
    }));
});
