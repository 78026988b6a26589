import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openEngine } from '#core/engine.ts';
import { noteOpened } from '#core/desktop/recent-workspaces.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { testActor, testEngineOptions, withEngine, withFolder } from '#core/testing/with-engine.ts';

const staying = { capabilities: { nativeDialogs: false, revealInFolder: false, goesOn: true } };

describe('the check of a database', () => {
  it('finds a sound one whole, and is told of with the backups', () =>
    withEngine(async ({ client, engine, clock }) => {
      await createTestRun(client);
      expect((await client.workspace.backups({})).lastCheck).toBeNull();
      clock.advance(1000);
      const found = await client.workspace.check({});
      expect(found).toMatchObject({
        file: engine.ctx.paths.database,
        problems: [],
        checkedAt: engine.ctx.clock.now(),
      });
      expect((await client.workspace.backups({})).lastCheck).toEqual(found);
      expect((await client.jobs.list({})).jobs).toMatchObject([{ kind: 'check', state: 'done' }]);
      await createTestRun(client);
    }));

  it('finds a backup that was cut short damaged, and one by its name', () =>
    withEngine(async ({ client }) => {
      await createTestRun(client);
      const { file, bytes } = await client.workspace.backup({});
      expect((await client.workspace.check({ backup: basename(file) })).problems).toEqual([]);
      truncateSync(file, bytes - 8192);
      const { problems } = await client.workspace.check({ backup: file });
      expect(problems.join()).toMatch(/malformed|page|disk image/i);
      expect((await client.workspace.backups({})).lastCheck).toBeNull();
      expect(await failureOf(client.workspace.check({ backup: 'none.db' }))).toMatchObject({
        code: 'NOT_FOUND',
      });
    }));

  it('finds a row whose other row is gone', () =>
    withEngine(async ({ client, engine }) => {
      await createTestRun(client);
      const careless = new Database(engine.ctx.paths.database);
      careless.pragma('foreign_keys = OFF');
      careless.exec('UPDATE runs SET experiment_id = 999');
      careless.close();
      const { problems } = await client.workspace.check({});
      expect(problems.join()).toContain('of runs names a row of experiments');
    }));
});

describe('the import of a .stile file', () => {
  it('makes a workspace of it in a new folder, which can then be opened', () =>
    withEngine(async ({ client, folder }) => {
      const { runId } = await createTestRun(client);
      const file = join(folder, 'all.stile');
      await client.workspace.export({ file });
      const before = await client.activity.list({});
      const workspace = join(folder, 'brought', 'å ä');
      const answer = await client.workspace.import({ file, folder: workspace });
      expect(answer).toEqual({ workspace, files: expect.any(Number) });
      expect(await client.activity.list({})).toEqual(before);
      const engine = await openEngine(testEngineOptions(workspace));
      try {
        expect(await engine.createClient(testActor).runs.get({ runId })).toMatchObject({ runId });
      } finally {
        await engine.stop();
      }
    }));

  it('is made once where two ask for the same folder at once', () =>
    withEngine(async ({ client, folder }) => {
      const file = join(folder, 'all.stile');
      await client.workspace.export({ file });
      const call = { file, folder: join(folder, 'brought') };
      const [one, other] = await Promise.allSettled([
        client.workspace.import(call),
        client.workspace.import(call),
      ]);
      expect([one.status, other.status]).toEqual(['fulfilled', 'rejected']);
      expect(existsSync(join(folder, 'brought', 'stile.db'))).toBe(true);
      expect(existsSync(join(folder, 'brought.importing'))).toBe(false);
    }));

  it('is refused by what is wrong, and leaves nothing', () =>
    withEngine(async ({ client, engine, folder }) => {
      const file = join(folder, 'none.stile');
      writeFileSync(file, 'no zip');
      const full = join(folder, 'full');
      mkdirSync(full);
      writeFileSync(join(full, 'mine.txt'), '');
      const target = join(folder, 'new');
      const inside = join(engine.ctx.paths.root, 'inside');
      for (const [given, code, data] of [
        [{ file, folder: target }, 'ARCHIVE_INVALID', { path: file }],
        [{ file: join(folder, 'gone.stile'), folder: target }, 'NOT_FOUND', { kind: 'file' }],
        [{ file, folder: full }, 'ALREADY_EXISTS', { id: full }],
        [{ file, folder: file }, 'WORKSPACE_NOT_A_FOLDER', { path: file }],
        [{ file, folder: engine.ctx.paths.root }, 'INVALID_ARGUMENT', { field: 'folder' }],
        [{ file, folder: inside }, 'INVALID_ARGUMENT', { field: 'folder', value: inside }],
        [{ file: 'none.stile', folder: target }, 'INVALID_ARGUMENT', { field: 'file' }],
        [{ file, folder: 'new' }, 'INVALID_ARGUMENT', { field: 'folder' }],
      ] as const) {
        expect(await failureOf(client.workspace.import(given))).toMatchObject({ code, data });
      }
      expect([existsSync(target), existsSync(`${target}.importing`)]).toEqual([false, false]);
    }));
});

describe('going on with another workspace', () => {
  it('asks the host for it, once the folder was found fit', () =>
    withEngine(async ({ client, engine, folder }) => {
      const other = join(folder, 'other');
      expect(await client.workspace.make({ folder: other })).toEqual({ workspace: other });
      expect(await client.workspace.open({ folder: other })).toEqual({ workspace: other });
      expect(await engine.stopRequested).toEqual({ kind: 'open', workspace: other });
    }, staying));

  it('takes the folder .stile of a folder with files of the user’s own', () =>
    withEngine(async ({ client, engine, folder }) => {
      const project = join(folder, 'project');
      mkdirSync(project);
      writeFileSync(join(project, 'train.py'), '');
      const inside = join(project, '.stile');
      expect(await client.workspace.inspect({ folder: project })).toMatchObject({
        holds: 'project',
        workspace: inside,
      });
      await client.workspace.open({ folder: project });
      expect(await engine.stopRequested).toEqual({ kind: 'open', workspace: inside });
      expect(readdirSync(inside)).toEqual(['.gitignore']);
    }, staying));

  it('stays when the folder is a file, open elsewhere, or no whole path', () =>
    withEngine(async ({ client, folder }) => {
      const other = await openEngine(testEngineOptions(join(folder, 'held')));
      writeFileSync(join(folder, 'file'), '');
      const refused = async (path: string) => (await failureOf(client.workspace.open({ folder: path }))).code;
      expect([
        await refused(join(folder, 'held')),
        await refused(join(folder, 'file')),
        await refused('relative'),
      ]).toEqual(['WORKSPACE_IN_USE', 'WORKSPACE_NOT_A_FOLDER', 'INVALID_ARGUMENT']);
      await createTestRun(client);
      await other.stop();
    }, staying));

  it('does what the first of two callers asks, and tells the other', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { file } = await client.workspace.backup({});
      const other = join(folder, 'other');
      await client.workspace.open({ folder: other });
      const second = await Promise.all([
        failureOf(client.workspace.restore({ backup: file })),
        failureOf(client.workspace.open({ folder: join(folder, 'third') })),
        failureOf(client.system.stop({})),
      ]);
      expect(second.map(({ code }) => code)).toEqual(Array(3).fill('ENGINE_STOPPING'));
      expect(second[0]?.message).toContain(other);
      expect(await engine.stopRequested).toEqual({ kind: 'open', workspace: other });
    }, staying));

  it('stays where a link leads to the workspace that is open', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { root } = engine.ctx.paths;
      const link = join(folder, 'link');
      symlinkSync(root, link);
      expect(await client.workspace.open({ folder: link })).toEqual({ workspace: root });
      await createTestRun(client);
    }, staying));

  it('keeps the workspace locked while it hands it over', () =>
    withFolder(async (folder) => {
      const options = testEngineOptions(join(folder, 'w'));
      const first = await openEngine(options);
      const lock = await first.handOver();
      expect(await failureOf(openEngine(options))).toMatchObject({ code: 'WORKSPACE_IN_USE' });
      const second = await openEngine({ ...options, lock });
      expect((await second.createClient(testActor).workspace.backups({})).lastStart.wasKilled).toBe(false);
      await second.stop();
      const third = await openEngine(options);
      await third.stop();
    }));

  it('makes none where no folder can be, or lead nowhere', () =>
    withEngine(async ({ client, folder }) => {
      symlinkSync('loop', join(folder, 'loop'));
      writeFileSync(join(folder, 'file'), '');
      const codeOf = async (path: string): Promise<unknown> =>
        (await failureOf(client.workspace.make({ folder: path }))).code;
      expect([
        await codeOf(join(folder, 'loop')),
        await codeOf(join(folder, 'x'.repeat(300))),
        await codeOf(join(folder, 'file', 'x')),
        await codeOf(join(folder, 'a\0b')),
        await codeOf('~x'),
      ]).toEqual([
        'WORKSPACE_NOT_WRITABLE',
        'WORKSPACE_NOT_WRITABLE',
        'WORKSPACE_NOT_A_FOLDER',
        'INVALID_ARGUMENT',
        'INVALID_ARGUMENT',
      ]);
      expect(await failureOf(client.workspace.check({ backup: 'a\0b' }))).toMatchObject({
        code: 'NOT_FOUND',
      });
    }));

  it.skipIf(process.platform !== 'linux')('does not look for ever where the system lets no folder be', () =>
    withFolder(async () => {
      const failure = await failureOf(openEngine(testEngineOptions('/proc/stile')));
      expect(failure.code).toBe('WORKSPACE_NOT_WRITABLE');
    }),
  );

  it('is refused where no host would go on', () =>
    withEngine(async ({ client, folder }) => {
      const failure = await failureOf(client.workspace.open({ folder: join(folder, 'x') }));
      expect(failure).toMatchObject({ code: 'INVALID_STATE' });
      expect(existsSync(join(folder, 'x'))).toBe(false);
    }));

  it('makes the workshop in a new folder without leaving this one, and refuses one that holds something', () =>
    withEngine(async ({ client, folder }) => {
      const made = join(folder, 'workshop');
      await client.workspace.make({ folder: made, template: 'workshop', language: 'en' });
      const engine = await openEngine(testEngineOptions(made));
      const { pipelines } = await engine.createClient(testActor).pipelines.list({});
      expect(pipelines.map(({ name }) => name)).toEqual(['predict', 'train']);
      await engine.stop();
      expect(await failureOf(client.workspace.make({ folder: made }))).toMatchObject({
        code: 'ALREADY_EXISTS',
      });
    }));
});

describe('a restore', () => {
  it('is asked of the host, and refused for what is no whole backup', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { file } = await client.workspace.backup({});
      const broken = join(folder, 'broken.db');
      writeFileSync(broken, 'no database');
      const failures = [broken, join(folder, 'none.db'), folder].map(async (backup) => {
        const { code } = await failureOf(client.workspace.restore({ backup }));
        return code;
      });
      expect(await Promise.all(failures)).toEqual(['ARCHIVE_INVALID', 'NOT_FOUND', 'NOT_FOUND']);
      expect(await client.workspace.restore({ backup: basename(file) })).toEqual({ backup: file });
      expect(await engine.stopRequested).toEqual({ kind: 'restore', file });
    }, staying));
});

it('a start tells whether the engine before it was killed, and what the host went on with', () =>
  withFolder(async (folder) => {
    const options = testEngineOptions(join(folder, 'w'));
    const first = await openEngine(options);
    expect((await first.createClient(testActor).workspace.backups({})).lastStart).toMatchObject({
      wasKilled: false,
      restored: null,
      failure: null,
    });
    await first.stop();
    // What a killed engine leaves behind.
    writeFileSync(join(folder, 'w', 'engine.json'), '{}');
    const restored = { file: 'a', replaced: 'b' };
    const second = await openEngine({ ...options, cameFrom: { restored, failure: null } });
    expect((await second.createClient(testActor).workspace.backups({})).lastStart).toMatchObject({
      wasKilled: true,
      restored,
    });
    await second.stop();
  }));

it('the recent workspaces are told newest first, with what is gone, and forgotten when asked', () =>
  withEngine(async ({ client, engine, folder }) => {
    const place = { platform: 'linux', env: { STILE_RECENT: `${folder}/recent.json` }, home: '' } as const;
    const own = engine.ctx.paths.root;
    noteOpened(place, own, 1);
    noteOpened(place, join(folder, 'gone', '.stile'), 2);
    expect((await client.workspace.recent({})).workspaces).toEqual([]);
    const options = { ...testEngineOptions(join(folder, 'w2')), env: place.env };
    const other = await openEngine(options);
    const asked = other.createClient(testActor);
    expect((await asked.workspace.recent({})).workspaces).toMatchObject([
      { name: 'gone', exists: false, isOpen: false, openedAt: 2 },
      { name: 'workspace', exists: true, isOpen: false },
    ]);
    await asked.workspace.forget({ path: own });
    expect((await asked.workspace.recent({})).workspaces).toHaveLength(1);
    expect(await failureOf(asked.workspace.forget({ path: own }))).toMatchObject({ code: 'NOT_FOUND' });
    await other.stop();
  }));

it('what takes space is told by kind, what a restore put aside too', () =>
  withEngine(async ({ client, engine }) => {
    const { root } = engine.ctx.paths;
    writeFileSync(join(root, 'stile.db.replaced-2026-11-20T14-03-22'), 'x'.repeat(1000));
    writeFileSync(join(root, 'notes.txt'), 'mine');
    const { parts, freeBytes } = await client.workspace.usage({});
    const bytes = Object.fromEntries(parts.map(({ kind, bytes: size }) => [kind, size]));
    expect(bytes).toMatchObject({ replaced: 1000, database: expect.any(Number) });
    expect(bytes['database']).toBeGreaterThan(4096);
    expect(bytes['other']).toBeGreaterThanOrEqual(4);
    expect(freeBytes).toBeGreaterThan(0);
  }));

it('this machine is good for Stile as far as it goes, and says what it has', () =>
  withEngine(async ({ client, engine }) => {
    const { checks, holds, openIn } = await client.workspace.inspect({});
    expect([holds, openIn?.pid]).toEqual(['workspace', process.pid]);
    const found = Object.fromEntries(checks.map(({ id, finding }) => [id, finding]));
    expect(found).toMatchObject({ folder: 'workspace', place: 'local', path: 'short', port: 'off' });
    expect(checks.find(({ id }) => id === 'node')?.found).toBe(process.versions.node);
    // To look at an open workspace must not end its lock.
    expect(await failureOf(openEngine(testEngineOptions(engine.ctx.paths.root)))).toMatchObject({
      code: 'WORKSPACE_IN_USE',
    });
  }));
