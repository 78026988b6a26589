import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { lockWorkspace, writeEngineFile } from '#core/store/workspace-lock.ts';
import { runStile, startHost, startProgram, withHost } from '#core/testing/programs.ts';
import { withReadOnlyFolder } from '#core/testing/read-only-folder.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { sendRaw } from '#core/testing/with-http-host.ts';

describe('exit codes', () => {
  it.each([
    [0, ['experiment', 'list']],
    [0, ['--version']],
    [0, ['--help']],
    [0, ['run', 'list', '--help']],
    [0, ['help', 'run']],
    [1, ['experiment', 'create', 'Default']],
    [1, ['run', 'restore', '{run}']],
    [2, ['run']],
    [2, ['run', 'lst']],
    [2, ['run', 'list', '--view', 'none']],
    [2, ['run', 'list', '--max-results', 'many']],
    [2, ['run', 'list', '--max-results', '0']],
    [2, ['run', 'list', '--filter', 'metrics.']],
    [2, ['run', 'list', '--page-token', 'x']],
    [2, ['run', 'log-metric', '{run}', 'loss=much']],
    [2, ['experiment', 'create']],
    [2, ['experiment', 'create', '']],
    [2, ['nonsense']],
    [2, ['run', 'list', '--nonsense']],
    [2, ['serve', '--port', 'x']],
    [3, ['run', 'show', 'ffff']],
    [3, ['experiment', 'show', 'nobody']],
    [3, ['experiment', 'show', '4711']],
    [3, ['artifact', 'put', '{run}', 'no such file']],
    [3, ['open', 'no such folder']],
    [3, ['backup', 'restore', 'no-such.db']],
  ])('%d for %j, and one document with --json', (code, args) =>
    withFolder(async (folder) => {
      const env = { STILE_WORKSPACE: join(folder, 'ws') };
      const made = await runStile(['run', 'create', '--json'], { env });
      const { runId } = JSON.parse(made.stdout) as { runId: string };
      const filled = args.map((arg) => arg.replace('{run}', runId));
      const plain = await runStile(filled, { cwd: folder, env });
      expect([plain.code, plain.stderr !== '']).toEqual([code, code !== 0]);
      if (args.some((arg) => ['--version', '--help', 'help'].includes(arg))) return;
      if (code !== 0) expect(plain.stdout).toBe('');
      const asJson = await runStile([...filled, '--json'], { cwd: folder, env });
      expect(asJson.code).toBe(code);
      expect('error' in (JSON.parse(asJson.stdout) as object)).toBe(code !== 0);
    }),
  );

  it('4 when the workspace cannot be opened', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a file');
      writeFileSync(file, 'x');
      const { code, stdout, stderr } = await runStile(['run', 'list', '--workspace', file, '--json']);
      expect(code).toBe(4);
      expect(stderr).toContain(`${file} is a file`);
      expect(JSON.parse(stdout)).toMatchObject({
        error: { code: 'WORKSPACE_NOT_A_FOLDER', data: { path: file } },
      });
    }));
});

describe('words', () => {
  it('suggest what was meant, and show the place in a search text', () =>
    withFolder(async (workspace) => {
      const env = { STILE_WORKSPACE: workspace };
      expect((await runStile(['experimnt', 'list'], { env })).stderr).toContain('Did you mean experiment?');
      expect((await runStile(['run', 'lits'], { env })).stderr).toContain('Did you mean list?');
      const { stderr } = await runStile(['run', 'list', '--filter', 'metrics.åäö ! 1'], { env });
      expect(stderr).toContain('\n  metrics.åäö ! 1\n              ^\n');
    }));

  it('teach with examples on every level', async () => {
    for (const args of [
      [],
      ['run'],
      ['run', 'list'],
      ['experiment', 'create'],
      ['artifact', 'get'],
      ['backup', 'restore'],
      ['open'],
    ]) {
      const { code, stdout } = await runStile([...args, '--help']);
      expect([args, code, stdout.includes('Examples:\n  $ stile ')]).toEqual([args, 0, true]);
    }
  });

  it('end quietly when nobody reads them to the end', () =>
    withFolder(async (workspace) => {
      const child = startProgram('cli.cjs', ['--help']);
      child.stdout?.destroy();
      const said: Buffer[] = [];
      child.stderr?.on('data', (data: Buffer) => said.push(data));
      const code = await new Promise((resolve) => child.once('exit', resolve));
      expect([code, Buffer.concat(said).toString()]).toEqual([0, '']);
      expect(existsSync(join(workspace, 'stile.db'))).toBe(false);
    }));
});

describe('workspaces', () => {
  it('are made with a name of any letters, and moved by export and import', () =>
    withFolder(async (folder) => {
      const made = await runStile(['new', 'min arbetsyta åäö'], { cwd: folder });
      const workspace = join(folder, 'min arbetsyta åäö');
      expect([made.code, made.stdout]).toEqual([0, `${workspace}\n`]);
      expect((await runStile(['new', workspace])).code).toBe(1);
      const { stdout } = await runStile([
        'run',
        'create',
        '--name',
        'flyttad',
        '--workspace',
        workspace,
        '--json',
      ]);
      const { runId } = JSON.parse(stdout) as { runId: string };
      writeFileSync(join(folder, 'a b.txt'), 'åäö');
      await runStile(['artifact', 'put', runId, 'a b.txt', '--workspace', workspace], { cwd: folder });
      expect((await runStile(['export', 'ut.stile', '--workspace', workspace], { cwd: folder })).code).toBe(
        0,
      );
      expect((await runStile(['import', 'ut.stile', 'ny plats'], { cwd: folder })).stdout).toBe(
        `${join(folder, 'ny plats')}\n`,
      );
      const copied = await runStile(
        ['artifact', 'get', runId, 'a b.txt', '--output', '-', '--workspace', 'ny plats'],
        { cwd: folder },
      );
      expect(copied.stdout).toBe('åäö');
      expect((await runStile(['import', 'ut.stile', 'ny plats'], { cwd: folder })).code).toBe(1);
      expect((await runStile(['import', 'a b.txt', 'en till'], { cwd: folder })).code).toBe(1);
      expect(existsSync(join(folder, 'en till'))).toBe(false);
    }));

  it('do not take over a folder with files of the user’s own', () =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, 'notes.txt'), 'mine');
      const { code, stderr } = await runStile(['new', folder]);
      expect(code).toBe(1);
      expect(stderr).toContain('is not empty');
      expect(existsSync(join(folder, 'stile.db'))).toBe(false);
    }));

  it('tell of themselves and their engine', () =>
    withFolder(async (workspace) => {
      const env = { STILE_WORKSPACE: workspace };
      const alone = await runStile(['info', '--json'], { env });
      const served = await withHost(workspace, async (host) => {
        const { stdout } = await runStile(['info'], { env });
        expect(stdout).toContain(`(process ${host.pid})`);
        expect(stdout).toContain(host.address);
        return runStile(['info', '--json'], { env });
      });
      const keys = (text: string) => Object.keys(JSON.parse(text) as object);
      expect(keys(served.stdout)).toEqual(keys(alone.stdout));
      expect(JSON.parse(alone.stdout)).toMatchObject({ trackingUri: null, workspace: { path: workspace } });
      expect((await runStile(['info'], { env })).stdout).toContain('does not run');
    }));

  it('stop their engine', () =>
    withFolder(async (workspace) => {
      const env = { STILE_WORKSPACE: workspace };
      const host = await startHost(['serve', '--port', '0'], { program: 'cli.cjs', env });
      const ended = new Promise((resolve) => host.child.once('exit', resolve));
      const { stdout } = await runStile(['stop', '--json'], { env });
      expect(JSON.parse(stdout)).toEqual({ workspace, stopped: true, pid: host.pid });
      expect(await ended).toBe(0);
      const again = await runStile(['stop'], { env });
      expect([again.code, again.stdout]).toEqual([0, `No engine runs on ${workspace}.\n`]);
    }));

  it('of a project lie in its folder .stile, out of git’s sight, and open again with a new address', () =>
    withFolder(async (folder) => {
      const project = join(folder, 'mitt projekt');
      mkdirSync(project);
      const args = ['open', 'mitt projekt', '--port', '0'];
      const host = await startHost(args, { program: 'cli.cjs', cwd: folder });
      try {
        expect(host.workspace).toBe(join(project, '.stile'));
        expect(readFileSync(join(project, '.stile', '.gitignore'), 'utf8')).toBe('*\n');
        const again = await runStile([...args, '--json'], { cwd: folder });
        const opened = JSON.parse(again.stdout) as { url: string; pid: number };
        expect([again.code, opened.pid]).toEqual([0, host.pid]);
        const { pathname, search } = new URL(opened.url);
        expect((await sendRaw(host.address, pathname + search)).headers['set-cookie']).toHaveLength(1);
        const info = await runStile(['info', '--workspace', join(project, '.stile'), '--json']);
        expect(JSON.parse(info.stdout)).toMatchObject({ workspace: { project, name: 'mitt projekt' } });
      } finally {
        await host.end('SIGTERM');
      }
    }));

  it('go back to a backup without an engine, and keep the database of before', () =>
    withFolder(async (workspace) => {
      const env = { STILE_WORKSPACE: workspace };
      await runStile(['experiment', 'create', 'before'], { env });
      const { stdout } = await runStile(['backup', 'now', '--json'], { env });
      const { file } = JSON.parse(stdout) as { file: string };
      await runStile(['experiment', 'create', 'after'], { env });
      const restored = await runStile(['backup', 'restore', file, '--json'], { env });
      expect(restored.code).toBe(0);
      expect(existsSync((JSON.parse(restored.stdout) as { replaced: string }).replaced)).toBe(true);
      const list = await runStile(['experiment', 'list'], { env });
      expect([list.stdout.includes('before'), list.stdout.includes('after')]).toEqual([true, false]);
    }));

  it.runIf(process.platform !== 'win32')('on a read-only folder are refused with the remedy', () =>
    withReadOnlyFolder(async (folder) => {
      const { code, stderr } = await runStile(['run', 'list', '--workspace', join(folder, 'ws')]);
      expect(code).toBe(4);
      expect(stderr).toContain('Give your user write permission there');
      const opened = await runStile(['open', folder]);
      expect([opened.code, opened.stdout]).toEqual([4, '']);
      expect(opened.stderr).toContain('cannot be written');
      expect((await runStile(['new', join(folder, 'ny')])).code).toBe(4);
    }),
  );
});

describe('whose engine', () => {
  it('believes no engine.json whose address answers as somebody else', () =>
    withFolder(async (workspace) => {
      await runStile(['new', workspace]);
      const asked: (string | undefined)[] = [];
      await withStranger(
        workspace,
        (path) => asked.push(path),
        async () => {
          const { code } = await runStile(['experiment', 'create', 'x', '--workspace', workspace]);
          expect([code, asked]).toEqual([0, ['/engine/identity']]);
        },
      );
    }));

  it('waits for who holds the workspace to let it go', () =>
    withFolder(async (workspace) => {
      await runStile(['new', workspace]);
      const lock = lockWorkspace(buildWorkspacePaths(workspace));
      let looks = 0;
      // It looks a second time only after it has found the workspace held.
      const onAsked = (): void => {
        looks++;
        if (looks === 2) lock.release();
      };
      await withStranger(workspace, onAsked, async () => {
        expect((await runStile(['run', 'list', '--workspace', workspace])).code).toBe(0);
        expect(looks).toBeGreaterThanOrEqual(2);
      });
    }));

  it('gives up with a sentence after five seconds', () =>
    withFolder(async (workspace) => {
      await runStile(['new', workspace]);
      const lock = lockWorkspace(buildWorkspacePaths(workspace));
      try {
        const { code, stderr } = await runStile(['run', 'list', '--workspace', workspace]);
        expect(code).toBe(4);
        expect(stderr).toContain('holds the workspace and has not answered for 5 s');
      } finally {
        lock.release();
      }
    }));

  it('lets commands of one pipeline take turns', () =>
    withFolder(async (workspace) => {
      const env = { STILE_WORKSPACE: workspace };
      const { stdout } = await runStile(['run', 'create', '--json'], { env });
      const { runId } = JSON.parse(stdout) as { runId: string };
      const reader = startProgram('cli.cjs', ['run', 'log-batch', runId], { env });
      const ended = new Promise((resolve) => reader.once('exit', resolve));
      // The reader waits for its stdin meanwhile, and holds nothing.
      expect((await runStile(['run', 'log-param', runId, 'a=1'], { env })).code).toBe(0);
      reader.stdin?.end('{"params":[{"key":"b","value":"2"}]}');
      expect(await ended).toBe(0);
    }));

  it('copies files of any size in both ways', () =>
    withFolder(async (folder) => {
      const env = { STILE_WORKSPACE: join(folder, 'ws') };
      const { stdout } = await runStile(['run', 'create', '--json'], { env });
      const { runId } = JSON.parse(stdout) as { runId: string };
      const bytes = Buffer.alloc(8 * 1024 * 1024, 'a line of text\n');
      mkdirSync(join(folder, 'modell', 'lager 1'), { recursive: true });
      writeFileSync(join(folder, 'modell', 'lager 1', 'vikter.bin'), bytes);
      writeFileSync(join(folder, 'modell', 'empty'), '');
      for (const name of ['alone', 'served']) {
        const copy = async () => {
          const put = await runStile(['artifact', 'put', runId, 'modell', `${name}/`], { cwd: folder, env });
          expect([put.code, put.stderr]).toEqual([0, '']);
          const got = await runStile(['artifact', 'get', runId, name, '--output', `ut/${name}`], {
            cwd: folder,
            env,
          });
          expect([got.code, got.stderr]).toEqual([0, '']);
        };
        await (name === 'served' ? withHost(env.STILE_WORKSPACE, copy) : copy());
        expect(readFileSync(join(folder, 'ut', name, 'lager 1', 'vikter.bin')).equals(bytes)).toBe(true);
        expect(readFileSync(join(folder, 'ut', name, 'empty'))).toHaveLength(0);
      }
      const again = await runStile(['artifact', 'get', runId, 'alone', '--output', 'ut/alone'], {
        cwd: folder,
        env,
      });
      expect(again.code).toBe(1);
    }));
});

/** Runs `fn` while engine.json names an address where another program answers. */
async function withStranger(
  workspace: string,
  onAsked: (path: string | undefined) => void,
  fn: () => Promise<void>,
): Promise<void> {
  const stranger = createServer((request, response) => {
    onAsked(request.url);
    response.end(JSON.stringify({ startToken: 'another', pid: 1 }));
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const file = { pid: 1, startToken: 'dead', rpcToken: 'dead', address: `http://127.0.0.1:${port}` };
  writeEngineFile(buildWorkspacePaths(workspace), file);
  try {
    await fn();
  } finally {
    stranger.close();
  }
}
