import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openEngine } from '#core/engine.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { readTree } from '#core/testing/tree.ts';
import {
  testActor,
  testEngineOptions,
  withEngine,
  withFolder,
  type TestEngine,
} from '#core/testing/with-engine.ts';
import { importWorkspace } from './import.ts';
import { schemaVersion } from './migrations/index.ts';

async function upload({ client }: TestEngine, runId: string, path: string, content: string): Promise<void> {
  await client.artifacts.write({ runId, path, offset: 0, chunk: new File([content], 'x'), last: true });
}

describe('export and import', () => {
  it('carry runs, files and activity, and leave logs, backups, locks and unfinished uploads', () =>
    withEngine(async (test) => {
      const { client, folder, engine } = test;
      const { runId } = await createTestRun(client, { tags: [{ key: 'ö', value: 'å' }] });
      await client.runs.logBatch({ runId, metrics: [{ key: 'loss', value: 'NaN', step: 3 }] });
      await upload(test, runId, 'mapp åäö/fil 1.txt', 'hej');
      await upload(test, runId, 'empty', '');
      const unfinished = { runId, path: 'half', offset: 0, chunk: new File(['h'], 'x'), last: false };
      await client.artifacts.write(unfinished);
      await client.workspace.backup({});
      writeFileSync(join(engine.ctx.paths.pipelines, 'predict.yaml'), 'version: 1\r\n');
      const file = join(folder, 'ut mapp', 'min export.stile');
      expect(await failureOf(client.workspace.export({ file }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
      mkdirSync(join(folder, 'ut mapp'));
      const report = await client.workspace.export({ file });
      expect(report).toMatchObject({ file, files: 4, bytes: readFileSync(file).length });
      expect(readdirSync(join(folder, 'ut mapp'))).toEqual(['min export.stile']);

      const target = join(folder, 'imported');
      expect(await importWorkspace(file, target)).toEqual({ files: 4 });
      expect(Object.keys(readTree(target)).filter((name) => !name.endsWith('/'))).toEqual(
        expect.arrayContaining(['stile.db', 'pipelines/predict.yaml']),
      );
      expect(readdirSync(target).sort()).toEqual(['artifacts', 'pipelines', 'stile.db']);
      const copy = await openEngine(testEngineOptions(target));
      const there = copy.createClient(testActor);
      expect(await there.runs.get({ runId })).toEqual(await client.runs.get({ runId }));
      expect((await there.activity.list({})).entries).toEqual((await client.activity.list({})).entries);
      const read = await there.artifacts.read({ runId, path: 'mapp åäö/fil 1.txt' });
      expect(await read.chunk.text()).toBe('hej');
      expect((await there.artifacts.list({ runId })).files.map(({ path }) => path)).toEqual([
        'empty',
        'mapp åäö',
      ]);
      await copy.stop();
    }));

  it('of a workspace in use see one moment of the database and survive files that vanish', () =>
    withEngine(async (test) => {
      const { client, folder } = test;
      const { runId } = await createTestRun(client);
      for (let n = 0; n < 60; n++) await upload(test, runId, `f${n}`, 'x'.repeat(20_000));
      let isDone = false;
      const work = async (): Promise<void> => {
        for (let n = 0; !isDone; n++) {
          await client.runs.logBatch({
            runId,
            metrics: [
              { key: 'a', value: n, step: n },
              { key: 'b', value: n, step: n },
            ],
          });
          if (n < 60) await client.artifacts.delete({ runId, path: `f${59 - n}` });
        }
      };
      const working = work();
      const file = join(folder, 'live.stile');
      await client.workspace.export({ file });
      isDone = true;
      await working;
      await importWorkspace(file, join(folder, 'w'));
      const copy = await openEngine(testEngineOptions(join(folder, 'w')));
      const { metrics } = await copy.createClient(testActor).runs.get({ runId });
      expect(metrics[0]?.count).toBe(metrics[1]?.count);
      expect(copy.ctx.db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      await copy.stop();
    }));
});

describe('an export is refused', () => {
  it('where it would harm the workspace or another file, with nothing written', () =>
    withEngine(async ({ client, folder, engine }) => {
      const { root } = engine.ctx.paths;
      const taken = join(folder, 'taken.stile');
      writeFileSync(taken, 'mine');
      mkdirSync(join(folder, 'dir.stile'));
      const link = join(folder, 'link');
      if (process.platform !== 'win32') symlinkSync(root, link);
      else mkdirSync(link);
      const before = readdirSync(folder);
      const cases: [string, boolean, string][] = [
        ['relative.stile', false, 'INVALID_ARGUMENT'],
        [join(root, 'artifacts', 'x.stile'), false, 'INVALID_ARGUMENT'],
        [join(root, 'stile.db'), true, 'INVALID_ARGUMENT'],
        [join(root, 'engine.lock'), true, 'INVALID_ARGUMENT'],
        [root, true, 'INVALID_ARGUMENT'],
        [join(folder, 'dir.stile'), true, 'INVALID_ARGUMENT'],
        [taken, false, 'ALREADY_EXISTS'],
        [join(taken, 'below.stile'), false, 'INVALID_ARGUMENT'],
        ...(process.platform === 'win32'
          ? []
          : ([[join(link, 'stile.db'), true, 'INVALID_ARGUMENT']] as [string, boolean, string][])),
      ];
      for (const [file, overwrite, code] of cases) {
        const failure = await failureOf(client.workspace.export({ file, overwrite }));
        expect([file, failure.code]).toEqual([file, code]);
      }
      expect(readFileSync(taken, 'utf8')).toBe('mine');
      expect(readdirSync(folder)).toEqual(before);
      await client.workspace.export({ file: taken, overwrite: true });
      expect(readFileSync(taken).subarray(0, 2).toString()).toBe('PK');
    }));
});

/** A `.stile` file of another maker. */
async function writeArchive(
  file: string,
  entries: Record<string, string | Buffer>,
  mode?: number,
): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    zip.addBuffer(Buffer.from(content), name, mode === undefined ? {} : { mode });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

const manifest = (overrides: object = {}): string =>
  JSON.stringify({ format: 1, schemaVersion, exportedAt: 0, ...overrides });

async function databaseBytes(folder: string, version = schemaVersion): Promise<Buffer> {
  const root = join(folder, 'source');
  await (await openEngine(testEngineOptions(root))).stop();
  const db = new Database(join(root, 'stile.db'));
  db.pragma(`user_version = ${version}`);
  db.close();
  return readFileSync(join(root, 'stile.db'));
}

/** The name of an entry, changed in the finished file: writers of zips refuse such names. */
function renameEntry(file: string, from: string, to: string): void {
  if (from.length !== to.length) throw new Error('names of equal length only');
  writeFileSync(file, Buffer.from(readFileSync(file).toString('latin1').replaceAll(from, to), 'latin1'));
}

describe('an import is refused and leaves nothing', () => {
  const nasty = [
    '../../../evil.txt.',
    '/etc/cron.d/evil..',
    'artifacts/../../ev',
    'artifacts/..\\evil',
    'C:/windows/evil...',
    'artifacts/nul.txt.',
    'artifacts/a\0b.....',
    'notours/evil.txt..',
    'engine.json.......',
  ];

  it.each(nasty)('with an entry named %j', (name) =>
    withFolder(async (folder) => {
      const [file, target] = [join(folder, 'x.stile'), join(folder, 'in', 'w')];
      const placeholder = `artifacts/${'p'.repeat(name.length - 10)}`;
      await writeArchive(file, {
        'manifest.json': manifest(),
        'stile.db': await databaseBytes(folder),
        [placeholder]: 'evil',
      });
      renameEntry(file, placeholder, name);
      const before = readTree(folder);
      expect((await failureOf(importWorkspace(file, target))).code).toMatch(
        /^(ARCHIVE_INVALID|PATH_NOT_ALLOWED)$/,
      );
      expect(readTree(folder)).toEqual({ ...before, 'in/': '' });
    }),
  );

  const cases: [string, (folder: string) => Promise<Record<string, string | Buffer>>, string][] = [
    ['no manifest', async (folder) => ({ 'stile.db': await databaseBytes(folder) }), 'ARCHIVE_INVALID'],
    ['no database', async () => ({ 'manifest.json': manifest() }), 'ARCHIVE_INVALID'],
    ['a manifest that is no JSON', async () => ({ 'manifest.json': '{', 'stile.db': '' }), 'ARCHIVE_INVALID'],
    ['a manifest of something else', async () => ({ 'manifest.json': '{"name":"app"}' }), 'ARCHIVE_INVALID'],
    ['a newer format', async () => ({ 'manifest.json': manifest({ format: 2 }) }), 'ARCHIVE_INVALID'],
    ['a newer schema', async () => ({ 'manifest.json': manifest({ schemaVersion: 99 }) }), 'WORKSPACE_NEWER'],
    [
      'a database that is newer than the manifest says',
      async (folder) => ({ 'manifest.json': manifest(), 'stile.db': await databaseBytes(folder, 99) }),
      'WORKSPACE_NEWER',
    ],
    [
      'a database that is none',
      async () => ({ 'manifest.json': manifest(), 'stile.db': 'x'.repeat(9000) }),
      'ARCHIVE_INVALID',
    ],
  ];
  it.each(cases)('with %s', (_, entries, code) =>
    withFolder(async (folder) => {
      const [file, target] = [join(folder, 'x.stile'), join(folder, 'w')];
      await writeArchive(file, await entries(folder));
      const failure = await failureOf(importWorkspace(file, target));
      expect(failure).toMatchObject({ code, data: { path: file } });
      expect(failure.message).toContain(file);
      expect([existsSync(target), existsSync(`${target}.importing`)]).toEqual([false, false]);
    }),
  );

  it('when it is cut short anywhere, or is no zip', () =>
    withEngine(async (test) => {
      const { client, folder } = test;
      const { runId } = await createTestRun(client);
      await upload(test, runId, 'a.bin', 'x'.repeat(100_000));
      const file = join(folder, 'x.stile');
      const { bytes } = await client.workspace.export({ file });
      for (const size of [bytes - 1, Math.floor(bytes / 2), 100, 0]) {
        truncateSync(file, size);
        expect(await failureOf(importWorkspace(file, join(folder, 'w')))).toMatchObject({
          code: 'ARCHIVE_INVALID',
        });
      }
      writeFileSync(file, 'not a zip at all, but a text that is long enough to be looked at as one');
      expect(await failureOf(importWorkspace(file, join(folder, 'w')))).toMatchObject({
        code: 'ARCHIVE_INVALID',
      });
      expect(await failureOf(importWorkspace(folder, join(folder, 'w')))).toMatchObject({
        code: 'ARCHIVE_INVALID',
      });
      expect(readdirSync(folder).sort()).toEqual(['workspace', 'x.stile']);
    }));

  it('when the target is taken, or the file is missing', () =>
    withEngine(async ({ client, folder }) => {
      const file = join(folder, 'x.stile');
      await client.workspace.export({ file });
      const before = readTree(join(folder, 'workspace', 'artifacts'));
      expect(await failureOf(importWorkspace(file, join(folder, 'workspace')))).toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      expect(await failureOf(importWorkspace(file, file))).toMatchObject({ code: 'WORKSPACE_NOT_A_FOLDER' });
      expect(await failureOf(importWorkspace(`${file}x`, join(folder, 'w')))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(readTree(join(folder, 'workspace', 'artifacts'))).toEqual(before);
      mkdirSync(join(folder, 'empty'));
      expect(await importWorkspace(file, join(folder, 'empty'))).toEqual({ files: 1 });
    }));

  it('never as a link: what a link points at is only its text', () =>
    withFolder(async (folder) => {
      const [file, target] = [join(folder, 'x.stile'), join(folder, 'w')];
      const entries = {
        'manifest.json': manifest(),
        'stile.db': await databaseBytes(folder),
        'artifacts/link': '/etc/passwd',
      };
      await writeArchive(file, entries, 0o120777);
      await importWorkspace(file, target);
      expect(readFileSync(join(target, 'artifacts', 'link'), 'utf8')).toBe('/etc/passwd');
      expect(readTree(target)['artifacts/link']).toMatch(/^[0-9a-f]{64}$/);
    }));
});
