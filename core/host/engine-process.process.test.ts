import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { createORPCClient, type ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { describe, expect, it, vi } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { runStile, startProgram } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { sendRaw } from '#core/testing/with-http-host.ts';
import type { EngineCommand, EngineReport } from '#core/desktop/engine-protocol.ts';

const script = join(import.meta.dirname, '..', '..', 'dist', 'engine-process.cjs');

/** The shell's side of the protocol. */
class FakeShell {
  readonly #worker = new Worker(new URL('../testing/parent-port-worker.ts', import.meta.url), {
    workerData: script,
    stderr: true,
  });
  readonly exited = once(this.#worker, 'exit') as Promise<[number]>;

  send(data: EngineCommand, ports: MessagePort[] = []): void {
    this.#worker.postMessage({ data, ports }, ports);
  }

  async hear(): Promise<EngineReport> {
    const [report] = (await once(this.#worker, 'message')) as [EngineReport];
    return report;
  }

  start(workspace: string | null, resources = join(workspace ?? '/', '..')): Promise<EngineReport> {
    const heard = this.hear();
    this.send({ type: 'start', workspace, resources, version: '9.9.9' });
    return heard;
  }

  connect(windowId: number): { client: EngineClient; port: MessagePort } {
    const { port1, port2 } = new MessageChannel();
    this.send({ type: 'connect', windowId }, [port1]);
    const client: EngineClient = createORPCClient(new RPCLink<ClientContext>({ port: port2 }));
    port2.start();
    return { client, port: port2 };
  }
}

describe('the engine process of the desktop app', () => {
  it('serves windows by port and commands by HTTP, and stops when it is told', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'ws');
      const shell = new FakeShell();
      const ready = await shell.start(workspace);
      expect(ready).toEqual({
        type: 'ready',
        workspace,
        trackingUri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      });
      const { client } = shell.connect(1);
      const info = await client.system.info({});
      expect(info).toMatchObject({ version: '9.9.9', capabilities: { nativeDialogs: true } });
      expect(await sendRaw(info.trackingUri ?? '', '/health')).toMatchObject({ body: 'OK' });
      const stream = await client.events.subscribe({});
      await stream.next();
      const { code } = await runStile(['experiment', 'create', 'by command', '--workspace', workspace]);
      expect(code).toBe(0);
      expect((await stream.next()).value).toMatchObject({ events: [{ type: 'experiment.changed' }] });
      const { entries } = await client.activity.list({ maxResults: 1 });
      expect(entries[0]?.actor).toEqual({ kind: 'command', name: 'stile experiment create' });
      const heard = shell.hear();
      shell.send({ type: 'stop' });
      expect(await stream.next()).toMatchObject({ done: true });
      expect([await heard, await shell.exited]).toEqual([{ type: 'stopped' }, [0]]);
      expect(existsSync(join(workspace, 'engine.json'))).toBe(false);
    }));

  it('opens what was open last when no workspace is named, and else the default', () =>
    withFolder(async (folder) => {
      vi.stubEnv('STILE_DATA', folder);
      vi.stubEnv('STILE_RECENT', '');
      const end = async (shell: FakeShell): Promise<void> => {
        shell.send({ type: 'stop' });
        await shell.exited;
      };
      const first = new FakeShell();
      expect(await first.start(null, folder)).toMatchObject({
        workspace: join(folder, 'workspaces', 'default'),
      });
      await end(first);
      const named = new FakeShell();
      await named.start(join(folder, 'named'));
      await end(named);
      const again = new FakeShell();
      expect(await again.start(null, folder)).toMatchObject({ workspace: join(folder, 'named') });
      await end(again);
      await rm(join(folder, 'named'), { recursive: true });
      const gone = new FakeShell();
      expect(await gone.start(null, folder)).toMatchObject({
        workspace: join(folder, 'workspaces', 'default'),
      });
      await end(gone);
    }));

  it('lets the second port of a window replace the first, and serves several windows', () =>
    withFolder(async (folder) => {
      const shell = new FakeShell();
      await shell.start(folder);
      const first = shell.connect(1);
      await first.client.experiments.create({ name: 'a' });
      const firstClosed = once(first.port, 'close');
      const [second, other] = [shell.connect(1), shell.connect(2)];
      await firstClosed;
      expect((await second.client.experiments.getByName({ name: 'a' })).name).toBe('a');
      expect((await other.client.experiments.getByName({ name: 'a' })).name).toBe('a');
      other.port.close();
      expect((await second.client.experiments.getByName({ name: 'a' })).name).toBe('a');
      shell.send({ type: 'stop' });
      await shell.exited;
    }));

  it('stops when a call asks for it', () =>
    withFolder(async (folder) => {
      const shell = new FakeShell();
      await shell.start(folder);
      const heard = shell.hear();
      await shell.connect(1).client.system.stop({});
      expect([await heard, await shell.exited]).toEqual([{ type: 'stopped' }, [0]]);
    }));

  it('says by code why it cannot open its workspace, and ends', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'a file');
      writeFileSync(file, '');
      const shell = new FakeShell();
      expect(await shell.start(file)).toMatchObject({
        type: 'failed',
        code: 'WORKSPACE_NOT_A_FOLDER',
        data: { path: file },
      });
      expect((await shell.exited)[0]).not.toBe(0);
    }));

  it('says what it is when a person starts it', async () => {
    const child = startProgram('engine-process.cjs', []);
    const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')]);
    expect(code).toBe(2);
    expect(said).toContain('stile serve');
  });
});
