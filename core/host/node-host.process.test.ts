import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runHost, runStile, startHost, startProgram, withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { sendRaw } from '#core/testing/with-http-host.ts';

const posixOnly = process.platform !== 'win32';

describe('the headless host', () => {
  it('says in one JSON line where it is, serves there, and ends cleanly by a signal', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'arbetsyta åäö');
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const host = await startHost(['--workspace', workspace, '--port', '0']);
        expect(host).toMatchObject({ workspace, pid: host.child.pid });
        expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
        expect(await sendRaw(host.address, '/health')).toMatchObject({ status: 200, body: 'OK' });
        const engineFile = join(workspace, 'engine.json');
        if (posixOnly) expect(statSync(engineFile).mode & 0o777).toBe(0o600);
        expect(JSON.parse(readFileSync(engineFile, 'utf8'))).toMatchObject({
          pid: host.pid,
          address: host.address,
        });
        expect(await host.end(signal)).toBe(posixOnly ? 0 : null);
        if (posixOnly) expect(existsSync(engineFile)).toBe(false);
      }
    }));

  it('prints words without --json, and an address that lets a browser in', () =>
    withFolder(async (folder) => {
      const child = startProgram('node-host.cjs', [
        '--workspace',
        join(folder, 'ws'),
        '--port',
        '0',
        '--no-open',
      ]);
      let said = '';
      child.stdout?.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.includes('Workspace:')) child.kill('SIGTERM');
      });
      const [address = ''] = await new Promise<string[]>((resolve) => {
        child.once('exit', () => resolve(/http:\S+/.exec(said) ?? []));
      });
      expect(said).toMatch(/^Stile is ready: {2}http:\/\/127\.0\.0\.1:\d+\/\?token=/);
      expect(said).toMatch(/^Scripts log to: {2}MLFLOW_TRACKING_URI=http:\/\/127\.0\.0\.1:\d+$/m);
      expect(said).toContain(`Workspace:       ${join(folder, 'ws')}`);
      expect(new URL(address).searchParams.get('token')).toHaveLength(43);
    }));

  it('keeps event streams alive and ends them when it stops', () =>
    withFolder(async (folder) => {
      const host = await startHost(['--workspace', folder, '--port', '0']);
      const entered = await sendRaw(host.address, new URL(host.url).pathname + new URL(host.url).search);
      const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      const stream = sendRaw(host.address, '/rpc/events/subscribe', {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: '{"json":{}}',
      });
      await sendRaw(host.address, '/health');
      const started = performance.now();
      const [code, answer] = await Promise.all([host.end('SIGTERM'), stream]);
      expect(performance.now() - started).toBeLessThan(2500);
      expect(code).toBe(posixOnly ? 0 : null);
      expect(answer.headers['content-type']).toContain('text/event-stream');
    }));

  it.each([
    [['--port', 'x'], '--port is "x", but a port is a number from 1 to 65535'],
    [['--port', '70000'], '--port is "70000"'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['folder'], 'Unexpected argument'],
  ])('refuses %j as wrong use', async (args, sentence) => {
    const { code, stdout, stderr } = await runHost(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('Usage: ');
  });
});

describe('what is in the way of the host', () => {
  it('a second engine: names the first, which goes on', () =>
    withFolder((workspace) =>
      withHost(workspace, async (host) => {
        const { code, stdout, stderr } = await runHost(['--workspace', workspace, '--port', '0', '--json']);
        expect(code).toBe(4);
        expect(stderr).toContain(`is open in process ${host.pid} at ${host.address}`);
        expect(JSON.parse(stdout)).toMatchObject({
          error: { code: 'WORKSPACE_IN_USE', data: { pid: host.pid } },
        });
        expect(await sendRaw(host.address, '/health')).toMatchObject({ status: 200 });
      }),
    ));

  it('started by a person where it runs already: shows the one that runs', () =>
    withFolder((workspace) =>
      withHost(workspace, async (host) => {
        const { code, stdout } = await runHost(['--workspace', workspace, '--port', '0']);
        const [, url = ''] = /^Stile runs here already, in process \d+: (\S+)/.exec(stdout) ?? [];
        expect(code).toBe(0);
        expect(url).toContain(host.address);
        const page = await fetch(url, { redirect: 'manual' });
        expect(page.headers.get('set-cookie')).toContain('HttpOnly');
      }),
    ));

  it('a port in use: names it and the next free one, and lets the workspace go', () =>
    withFolder(async (workspace) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      try {
        const { code, stderr } = await runHost(['--workspace', workspace, '--port', String(port)]);
        expect(code).toBe(4);
        expect(stderr).toMatch(
          new RegExp(`Port ${port} is in use by another program. Port \\d+ is free: use --port \\d+`),
        );
        expect(existsSync(join(workspace, 'engine.json'))).toBe(false);
        expect((await runStile(['run', 'list', '--workspace', workspace])).code).toBe(0);
      } finally {
        other.close();
      }
    }));

  it('a workspace of a newer version: says so and changes nothing', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'ws');
      await runStile(['new', workspace]);
      const db = new Database(join(workspace, 'stile.db'));
      db.pragma('user_version = 999');
      db.close();
      const before = readdirSync(workspace);
      const bytes = readFileSync(join(workspace, 'stile.db'));
      const host = await runHost(['--workspace', workspace]);
      expect([host.code, host.stdout]).toEqual([4, '']);
      expect(host.stderr).toContain('was written by a newer Stile (its schema is 999');
      expect((await runStile(['run', 'list', '--workspace', workspace])).code).toBe(4);
      expect(readdirSync(workspace)).toEqual(before);
      expect(readFileSync(join(workspace, 'stile.db')).equals(bytes)).toBe(true);
    }));

  it('a file where the workspace should be', () =>
    withFolder(async (folder) => {
      await runStile(['new', join(folder, 'ws')]);
      const { code, stderr } = await runHost(['--workspace', join(folder, 'ws', 'stile.db')]);
      expect(code).toBe(4);
      expect(stderr).toContain('is a file, or lies below one');
    }));

  it('nothing: what a killed engine leaves behind is no hindrance', () =>
    withFolder(async (workspace) => {
      const host = await startHost(['--workspace', workspace, '--port', '0']);
      const made = await runStile(['experiment', 'create', 'kept', '--workspace', workspace]);
      expect(made.code).toBe(0);
      await host.end('SIGKILL');
      expect(existsSync(join(workspace, 'engine.json'))).toBe(true);
      const started = performance.now();
      const { code, stdout } = await runStile(['experiment', 'list', '--workspace', workspace]);
      expect([code, stdout.includes('kept')]).toEqual([0, true]);
      expect(performance.now() - started).toBeLessThan(3000);
    }));
});
