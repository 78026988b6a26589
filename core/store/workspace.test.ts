import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '#core/engine.ts';
import { createFileLogger } from '#core/kernel/logger.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { ask, startTestProcess } from '#core/testing/processes.ts';
import { readTree } from '#core/testing/tree.ts';
import { testActor, testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import { schemaVersion } from './migrations/index.ts';
import { readEngineFile } from './workspace-lock.ts';

const inner = [
  'artifacts',
  'backups',
  'datasets',
  'engine.json',
  'engine.lock',
  'logs',
  'pipelines',
  'stile.db',
];

/** With the logger of the product, which is one more thing that could write where nothing may be written. */
function open(folder: string): Promise<Engine> {
  return openEngine({
    ...testEngineOptions(folder),
    createLogger: (logs) => createFileLogger(logs, 'engine'),
  });
}

async function runIds(engine: Engine): Promise<string[]> {
  const { runs } = await engine.createClient(testActor).runs.search({});
  return runs.map(({ runId }) => runId);
}

describe('a workspace', () => {
  it('is made where there is none, and opened again', () =>
    withFolder(async (folder) => {
      const root = join(folder, 'ny mapp', 'åäö');
      const first = await open(root);
      expect(
        readdirSync(root)
          .filter((name) => !/-(wal|shm)$/.test(name))
          .sort(),
      ).toEqual(inner);
      const { runId } = await createTestRun(first.createClient(testActor));
      await first.stop();
      expect(readdirSync(root).sort()).toEqual(inner.filter((name) => name !== 'engine.json'));
      const second = await open(root);
      expect(await runIds(second)).toEqual([runId]);
      await second.stop();
    }));

  it('can be moved and copied', () =>
    withFolder(async (folder) => {
      const [here, there, copy] = [join(folder, 'a'), join(folder, 'b b', 'c'), join(folder, 'copy')];
      const first = await open(here);
      const client = first.createClient(testActor);
      const { runId } = await createTestRun(client);
      await client.artifacts.write({
        runId,
        path: 'x/fil.txt',
        offset: 0,
        chunk: new File(['hej'], 'x'),
        last: true,
      });
      await first.stop();
      mkdirSync(join(folder, 'b b'));
      renameSync(here, there);
      cpSync(there, copy, { recursive: true });
      for (const root of [there, copy]) {
        const engine = await open(root);
        const { chunk } = await engine.createClient(testActor).artifacts.read({ runId, path: 'x/fil.txt' });
        expect(await chunk.text()).toBe('hej');
        expect((await engine.createClient(testActor).system.info({})).workspace.path).toBe(root);
        await engine.stop();
      }
    }));

  it('of a project is its .stile folder', () =>
    withFolder(async (folder) => {
      const project = join(folder, 'mitt projekt');
      const engine = await open(join(project, '.stile'));
      const { workspace } = await engine.createClient(testActor).system.info({});
      expect([workspace.project, workspace.name]).toEqual([project, 'mitt projekt']);
      await engine.stop();
    }));

  it('stopped twice is stopped once: the next engine keeps its engine.json', () =>
    withFolder(async (folder) => {
      const first = await open(folder);
      await Promise.all([first.stop(), first.stop()]);
      const second = await open(folder);
      await first.stop();
      first.setListening(null);
      expect(readEngineFile(second.ctx.paths)?.startToken).toBe(second.startToken);
      await second.stop();
    }));

  it('that is closed refuses reads and writes with a sentence', () =>
    withFolder(async (folder) => {
      const engine = await open(folder);
      const client = engine.createClient(testActor);
      await engine.stop();
      for (const call of [
        client.runs.search({}),
        client.experiments.create({ name: 'x' }),
        client.activity.list({}),
      ]) {
        expect(await failureOf(call)).toMatchObject({ code: 'ENGINE_STOPPING' });
      }
    }));

  it('stops after the writes that wait', () =>
    withFolder(async (folder) => {
      const engine = await open(folder);
      const client = engine.createClient(testActor);
      const creating = Array.from({ length: 50 }, () => createTestRun(client));
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      await engine.stop();
      const made = (await Promise.allSettled(creating)).flatMap((result) =>
        result.status === 'fulfilled' ? [result.value.runId] : [],
      );
      const again = await open(folder);
      expect((await runIds(again)).sort()).toEqual(made.sort());
      await again.stop();
    }));
});

describe('engine.json', () => {
  it('says where the engine is, to its owner alone', () =>
    withFolder(async (folder) => {
      const engine = await open(folder);
      const file = join(folder, 'engine.json');
      const said = { pid: process.pid, startToken: engine.startToken, rpcToken: engine.rpcToken };
      expect(readEngineFile(engine.ctx.paths)).toEqual({ ...said, address: null });
      engine.setListening({
        address: 'http://127.0.0.1:5000',
        wantedPort: null,
        access: 'open',
        browserUrl: () => '',
      });
      expect(readEngineFile(engine.ctx.paths)).toEqual({ ...said, address: 'http://127.0.0.1:5000' });
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
      await engine.stop();
      expect(existsSync(file)).toBe(false);
    }));

  it.each(['', '{', '[]', '{"pid":"x"}', '\0\0\0'])('that says %j is read as none', (content) =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, 'engine.json'), content);
      expect(readEngineFile(buildWorkspacePaths(folder))).toBeNull();
      await (await open(folder)).stop();
    }),
  );
});

describe('a second engine', () => {
  const inUse = (path: string, pid: number | undefined) => ({
    code: 'WORKSPACE_IN_USE',
    data: { path, pid, address: null },
    message: expect.stringContaining(`process ${pid}`),
  });

  it('in the same process is refused, and the first one keeps its locks', () =>
    withFolder(async (folder) => {
      const engine = await open(folder);
      const before = Object.keys(readTree(join(folder, 'logs')));
      expect(await failureOf(open(folder))).toMatchObject(inUse(folder, process.pid));
      expect(Object.keys(readTree(join(folder, 'logs')))).toEqual(before);
      const other = startTestProcess('lock-holder.ts');
      expect(await ask(other, folder)).toBe('WORKSPACE_IN_USE');
      await other.end();
      await createTestRun(engine.createClient(testActor));
      await engine.stop();
    }));

  it('in another process is refused, also by another name of the folder', () =>
    withFolder(async (folder) => {
      const [root, link] = [join(folder, 'w'), join(folder, 'link')];
      const holder = startTestProcess('lock-holder.ts');
      expect(await ask(holder, root)).toBe('open');
      expect(await failureOf(open(root))).toMatchObject(inUse(root, holder.child.pid));
      if (process.platform !== 'win32') {
        symlinkSync(root, link);
        expect(await failureOf(open(link))).toMatchObject({ code: 'WORKSPACE_IN_USE' });
      }
      await holder.end();
      await (await open(root)).stop();
    }));

  it('that starts at the same moment: exactly one of them wins, twenty times', () =>
    withFolder(async (folder) => {
      const both = [startTestProcess('lock-holder.ts'), startTestProcess('lock-holder.ts')];
      await Promise.all(both.map((one) => ask(one, '')));
      for (let round = 0; round < 20; round++) {
        // Every other round on a workspace that both find missing.
        const root = join(folder, `w${round - (round % 2)}`);
        const said = await Promise.all(both.map((one) => ask(one, root)));
        expect(said.sort()).toEqual(['WORKSPACE_IN_USE', 'open']);
        await Promise.all(both.map((one) => ask(one, '')));
      }
      await Promise.all(both.map((one) => one.end()));
    }));
});

describe('what a killed engine leaves', () => {
  it('is no hindrance: engine.json, lock, log, unfinished uploads and backups', () =>
    withFolder(async (folder) => {
      const root = join(folder, 'w');
      const holder = startTestProcess('lock-holder.ts');
      expect(await ask(holder, root)).toBe('open');
      mkdirSync(join(root, 'artifacts', '.incoming'));
      writeFileSync(join(root, 'artifacts', '.incoming', 'upload'), 'half');
      writeFileSync(join(root, 'backups', 'stile-2026-11-20T12-00-00-daily.db.tmp'), 'half');
      writeFileSync(join(root, 'engine.json.123.tmp'), '{');
      await holder.kill();
      expect(existsSync(join(root, 'engine.json'))).toBe(true);
      expect(existsSync(join(root, 'stile.db-wal'))).toBe(true);
      const engine = await open(root);
      expect(existsSync(join(root, 'artifacts', '.incoming', 'upload'))).toBe(false);
      expect(readdirSync(join(root, 'backups'))).toEqual([]);
      expect(readdirSync(root)).not.toContain('engine.json.123.tmp');
      expect(readEngineFile(engine.ctx.paths)?.pid).toBe(process.pid);
      await createTestRun(engine.createClient(testActor));
      await engine.stop();
    }));

  it('may be a database without a byte', () =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, 'stile.db'), '');
      const engine = await open(folder);
      await createTestRun(engine.createClient(testActor));
      await engine.stop();
    }));
});

describe('a workspace that cannot be opened stays as it was', () => {
  async function makeNewer(root: string): Promise<void> {
    await (await open(root)).stop();
    const db = new Database(join(root, 'stile.db'));
    db.pragma(`user_version = ${schemaVersion + 1}`);
    db.close();
  }

  it('when a newer Stile wrote it', () =>
    withFolder(async (folder) => {
      await makeNewer(folder);
      const before = readTree(folder);
      expect(await failureOf(open(folder))).toMatchObject({
        code: 'WORKSPACE_NEWER',
        data: { path: folder, found: schemaVersion + 1, supported: schemaVersion },
        message: expect.stringContaining('Update Stile'),
      });
      expect(readTree(folder)).toEqual(before);
    }));

  it('when a newer Stile wrote it and nothing but its database came along', () =>
    withFolder(async (folder) => {
      const root = join(folder, 'w');
      await makeNewer(root);
      for (const name of readdirSync(root))
        if (name !== 'stile.db') rmSync(join(root, name), { recursive: true });
      const before = readTree(root);
      expect(await failureOf(open(root))).toMatchObject({ code: 'WORKSPACE_NEWER' });
      expect(readTree(root)).toEqual(before);
    }));

  it('when its path is a file, or lies below one', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'fil');
      writeFileSync(file, 'x');
      for (const path of [file, join(file, 'below'), join(file, 'below', 'further')]) {
        const failure = await failureOf(open(path));
        expect(failure).toMatchObject({ code: 'WORKSPACE_NOT_A_FOLDER', data: { path } });
        expect(failure.message).toContain(path);
      }
      expect(readFileSync(file, 'utf8')).toBe('x');
      expect(readdirSync(folder)).toEqual(['fil']);
    }));

  it('when something else has the name of one of its folders', () =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, 'artifacts'), 'mine');
      const failure = await failureOf(open(folder));
      expect(failure.message).toContain(join(folder, 'artifacts'));
      expect(failure).toMatchObject({ code: 'WORKSPACE_NOT_A_FOLDER' });
      expect(readdirSync(folder)).toEqual(['artifacts']);
      rmSync(join(folder, 'artifacts'));
      await (await open(folder)).stop();
    }));
});

describe('warnings', () => {
  it('name folders where SQLite is unsafe', () =>
    withFolder(async (folder) => {
      const engine = await open(join(folder, 'Dropbox', 'ml'));
      const { workspace } = await engine.createClient(testActor).system.info({});
      expect(workspace.warnings).toEqual([{ code: 'SYNCED_FOLDER', detail: 'Dropbox' }]);
      await engine.stop();
    }));
});
