import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runStile, startHost, type RunOptions } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { Agent } from 'node:http';
import { findEngine } from './cli/find-engine.ts';
import { createHttpClient } from './cli/http-link.ts';

/** A user whose data lie in a folder of the test, with a profile and a workspace. */
function withUser(
  fn: (data: string, workspace: string, options: RunOptions) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const data = join(folder, 'data');
    const workspace = join(data, 'workspaces', 'default');
    mkdirSync(join(data, 'profile'), { recursive: true });
    writeFileSync(join(data, 'profile', 'Preferences'), '{}');
    await fn(data, workspace, { env: { STILE_DATA: data, STILE_RECENT: '', HOME: folder } });
  });
}

/** What a caller of a host on this workspace has. */
async function connectTo(workspace: string) {
  const agent = new Agent();
  const engine = await findEngine(workspace, agent);
  if (engine === null) throw new Error(`no engine runs on ${workspace}`);
  return createHttpClient({ ...engine, workspace, agent, actorName: 'test' });
}

async function waitUntilGone(path: string): Promise<boolean> {
  for (let i = 0; i < 200 && existsSync(path); i++) await wait(50);
  return !existsSync(path);
}

describe('the data of Stile on a machine', () => {
  it('are removed only when that is said, and the engine of a workspace is stopped first', () =>
    withUser(async (data, workspace, options) => {
      const host = await startHost(['--port', '0'], options);
      expect(host.workspace).toBe(workspace);
      const listed = await runStile(['app', 'data', 'list'], options);
      expect(listed.stdout).toMatch(/profile\t[\s\S]*workspace\t[^\n]*open/);
      const asked = await runStile(['app', 'data', 'remove', workspace, 'profile', '--json'], options);
      expect(asked.code).toBe(2);
      const cache = { kind: 'profile', path: join(data, 'stile', 'compile-cache') };
      expect(JSON.parse(asked.stdout)).toMatchObject({
        wouldRemove: [{ kind: 'profile' }, cache, { kind: 'workspace', isOpen: true }],
      });
      expect(existsSync(join(workspace, 'stile.db'))).toBe(true);
      const done = await runStile(['app', 'data', 'remove', workspace, 'profile', '--yes'], options);
      expect(done).toMatchObject({ code: 0, stderr: '' });
      expect(await host.end('SIGTERM')).toBe(0);
      expect([existsSync(workspace), existsSync(join(data, 'profile'))]).toEqual([false, false]);
    }));

  it('are removed by a host when it has ended', () =>
    withUser(async (data, workspace, options) => {
      const host = await startHost(['--port', '0'], options);
      const client = await connectTo(workspace);
      const { places } = await client.app.dataPlaces({});
      expect(places.find(({ path }) => path === workspace)).toMatchObject({ isOpen: true });
      await expect(client.app.removeData({ places: [data] })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      expect(await client.app.removeData({ places: places.map(({ path }) => path) })).toEqual({});
      expect(await host.end('SIGTERM')).toBe(0);
      expect(await waitUntilGone(workspace)).toBe(true);
      expect(await waitUntilGone(join(data, 'recent.json'))).toBe(true);
    }));

  it('stay when a name is wrong, or a process that was to end goes on', async () =>
    withUser(async (data, _, options) => {
      const wrong = await runStile(['app', 'data', 'remove', 'profile', data, '--yes', '--json'], options);
      expect(wrong.code).toBe(2);
      expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'INVALID_ARGUMENT', data: { field: 'places', value: data } } }); // prettier-ignore
      const noNumber = await runStile(
        ['app', 'data', 'remove', 'profile', '--after-pid', 'x', '--yes'],
        options,
      );
      expect(noNumber.code).toBe(2);
      expect(existsSync(join(data, 'profile', 'Preferences'))).toBe(true);
    }));
});

describe('diagnostics', () => {
  it('come over HTTP as a zip', () =>
    withUser(async (_, workspace, options) => {
      const host = await startHost(['--port', '0'], options);
      const client = await connectTo(workspace);
      const { archive, bytes, name } = await client.app.diagnostics({});
      expect(name).toMatch(/^stile-diagnostics-.*\.zip$/);
      const content = Buffer.from((await archive?.arrayBuffer()) ?? new ArrayBuffer());
      expect([content.length, content.toString('latin1', 0, 2)]).toEqual([bytes, 'PK']);
      expect(await host.end('SIGTERM')).toBe(0);
    }));
});
