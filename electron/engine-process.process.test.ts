import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { buildShellPaths } from '#core/desktop/program-paths.ts';
import type { FakePort } from './testing/fake-port.ts';
import { withShell } from './testing/with-shell.ts';
import type { Shell } from './testing/with-shell.ts';

const paths = buildShellPaths(join(import.meta.dirname, '..', 'dist', 'electron'), null);
let folder: string;

beforeEach(() => {
  if (!existsSync(paths.engine)) throw new Error(`${paths.engine} is missing: run "npm run build" first.`);
  folder = mkdtempSync(join(tmpdir(), 'stile shell åäö '));
});

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const withRealEngine = (workspace: string, work: (shell: Shell) => Promise<void>): Promise<void> =>
  withShell(
    {
      paths,
      machine: { argv: ['--workspace', workspace], env: { STILE_COMPILE_CACHE: join(folder, 'v8') } },
    },
    work,
  );

describe('the shell with the real engine', () => {
  it('hands the window a port over which it can write, read and listen', () =>
    withRealEngine(join(folder, 'workspace'), async (shell) => {
      const client = await connect(shell);
      const info = await client.system.info({});
      expect(info.workspace.path).toBe(join(folder, 'workspace'));
      expect(await shell.window.webContents.untilStatus('ready')).toEqual({
        state: 'ready',
        trackingUri: info.trackingUri,
        workspace: info.workspace.path,
      });
      const events = await client.events.subscribe({});
      const { experimentId } = await client.experiments.create({ name: 'from the window' });
      for await (const { events: announced } of events) {
        if (announced.length === 0) continue;
        expect(announced).toContainEqual({ type: 'experiment.changed', experimentId });
        break;
      }
    }));

  it('connects again after the engine was killed, and nothing acknowledged is lost', () =>
    withRealEngine(join(folder, 'workspace'), async (shell) => {
      const before = await connect(shell);
      const { experimentId } = await before.experiments.create({ name: 'written before' });
      const [first] = shell.children;
      await first?.end();
      shell.machine.elapse(250);
      const after = await connect(shell);
      expect(shell.children).toHaveLength(2);
      expect(await after.experiments.get({ experimentId })).toMatchObject({ name: 'written before' });
    }));

  it('tells the window why a workspace cannot be opened', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, 'not a folder');
    await withRealEngine(file, async ({ window, children, machine }) => {
      const status = await window.webContents.untilStatus('failed');
      expect(status).toMatchObject({ code: 'WORKSPACE_NOT_A_FOLDER', data: { path: file } });
      expect(status.message).toContain(file);
      if (children[0]?.isAlive) await once(children[0], 'exit');
      expect(machine.waits()).toEqual([]);
    });
  });

  it('drains the engine at quit and frees the workspace', async () => {
    const workspace = join(folder, 'workspace');
    mkdirSync(workspace);
    await withRealEngine(workspace, async ({ app, window, children }) => {
      await window.webContents.untilStatus('ready');
      expect(existsSync(join(workspace, 'engine.json'))).toBe(true);
      const quit = once(app, 'quit');
      app.quit();
      await quit;
      expect(children.map(({ isAlive, wasKilled }) => [isAlive, wasKilled])).toEqual([[false, false]]);
      expect(existsSync(join(workspace, 'engine.json'))).toBe(false);
    });
  });
});

async function connect({ window, connectFrom }: Shell): Promise<EngineClient> {
  connectFrom(window.webContents.mainFrame);
  return createClient(await window.webContents.mainFrame.takePort());
}

function createClient(port: FakePort): EngineClient {
  port.raw.start();
  return createORPCClient(new RPCLink({ port: port.raw }));
}
