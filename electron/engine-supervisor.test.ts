import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Shell } from './testing/with-shell.ts';
import { withShell } from './testing/with-shell.ts';

const withBehaviour = (behaviour: string, work: (shell: Shell) => Promise<void>): Promise<void> =>
  withShell({ machine: { argv: ['--workspace', `/w/${behaviour}`] } }, work);

describe('an engine that dies', () => {
  it('is started again, and the window gets a port to the new one', () =>
    withBehaviour('good', async ({ window, children, machine, connectFrom }) => {
      const frame = window.webContents.mainFrame;
      connectFrom(frame);
      const port = await frame.takePort();
      const closed = once(port, 'close');
      port.start();
      await children[0]?.end();
      await closed;
      connectFrom(frame);
      expect(window.webContents.statuses.at(-1)).toEqual({ state: 'starting' });
      expect(machine.waits()).toEqual([250]);
      machine.elapse(250);
      const again = await frame.takePort();
      again.start();
      again.postMessage(1);
      expect(await once(again, 'message')).toEqual([{ data: { echo: 1 }, ports: [] }]);
      expect(children).toHaveLength(2);
    }));

  it('is given up after three restarts within a minute, with its last words', () =>
    withBehaviour('die-at-start', async ({ window, children, machine }) => {
      const waits: number[] = [];
      for (let life = 0; life < 3; life += 1) {
        await exitOf(children[life]);
        waits.push(...machine.waits());
        machine.elapse(4000);
      }
      const status = await window.webContents.untilStatus('stopped');
      expect(waits).toEqual([250, 1000, 4000]);
      expect(children).toHaveLength(4);
      expect(status).toMatchObject({ workspace: '/w/die-at-start' });
      expect(status.lastWords).toContain('dies as it was told');
      expect(machine.waits()).toEqual([]);
    }));

  it('gets three restarts in every minute', () =>
    withBehaviour('die-at-start', async ({ children, machine }) => {
      for (let life = 0; life < 6; life += 1) {
        await exitOf(children[life]);
        machine.elapse(31_000);
      }
      expect(children).toHaveLength(7);
    }));
});

describe('an engine that has ended', () => {
  it('tells why it cannot open the workspace, and is not started again by itself', () =>
    withBehaviour('fail', async ({ window, children, machine }) => {
      const status = await window.webContents.untilStatus('failed');
      expect(status).toEqual({
        state: 'failed',
        workspace: '/w/fail',
        code: 'WORKSPACE_NEWER',
        message: '/w/fail is newer.',
        data: { path: '/w/fail', found: 9, supported: 1 },
      });
      await exitOf(children[0]);
      expect([children.length, machine.waits()]).toEqual([1, []]);
    }));

  it('is started again when the page asks, but not in the first three seconds', () =>
    withBehaviour('fail', async ({ window, children, machine, connectFrom }) => {
      const frame = window.webContents.mainFrame;
      await exitOf(children[0]);
      const told = window.webContents.statuses.length;
      connectFrom(frame);
      expect(children).toHaveLength(1);
      expect(window.webContents.statuses.slice(told)).toMatchObject([{ state: 'failed' }]);
      machine.elapse(3000);
      connectFrom(frame);
      expect(children).toHaveLength(2);
      expect(window.webContents.statuses.at(-1)).toEqual({ state: 'starting' });
    }));

  it('stays ended when somebody stopped it by a command', () =>
    withBehaviour('good', async ({ window, children, machine, connectFrom }) => {
      connectFrom(window.webContents.mainFrame);
      const port = await window.webContents.mainFrame.takePort();
      port.postMessage('leave');
      expect(await window.webContents.untilStatus('stopped')).toMatchObject({ workspace: '/w/good' });
      await exitOf(children[0]);
      expect([children.length, machine.waits()]).toEqual([1, []]);
    }));
});

describe('quitting', () => {
  it('waits until the engine has drained and leaves no process', () =>
    withBehaviour('good', async ({ app, window, children, machine }) => {
      await window.webContents.untilStatus('ready');
      const quit = once(app, 'quit');
      app.quit();
      expect(app.hasQuit).toBe(false);
      app.quit();
      await quit;
      expect(children.map(({ isAlive, wasKilled }) => [isAlive, wasKilled])).toEqual([[false, false]]);
      expect(children[0]?.sent.at(-1)).toEqual({ type: 'stop' });
      expect(machine.waits()).toEqual([]);
    }));

  it('happens when the last window closes, but not on macOS', () =>
    withBehaviour('good', async ({ app, window }) => {
      await window.webContents.untilStatus('ready');
      const quit = once(app, 'quit');
      window.close();
      await quit;
      expect(app.hasQuit).toBe(true);
    }));

  it('kills an engine that does not listen', () =>
    withBehaviour('deaf', async ({ app, window, children, machine }) => {
      await window.webContents.untilStatus('ready');
      const quit = once(app, 'quit');
      app.quit();
      machine.elapse(9999);
      expect(children[0]?.wasKilled).toBe(false);
      machine.elapse(1);
      await quit;
      expect(children.map(({ isAlive, wasKilled }) => [isAlive, wasKilled])).toEqual([[false, true]]);
    }));

  it('forgets a restart that was waiting', () =>
    withBehaviour('die-at-start', async ({ app, children, machine }) => {
      await exitOf(children[0]);
      expect(machine.waits()).toEqual([250]);
      const quit = once(app, 'quit');
      app.quit();
      await quit;
      machine.elapse(60_000);
      expect(children).toHaveLength(1);
    }));
});

async function exitOf(child: Shell['children'][number] | undefined): Promise<void> {
  if (!child) throw new Error('This engine process was never started.');
  if (child.isAlive) await once(child, 'exit');
}
