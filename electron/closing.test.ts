import { describe, expect, it } from 'vitest';
import { withShell } from './testing/with-shell.ts';
import type { Shell } from './testing/with-shell.ts';

const frameOf = ({ window }: Shell) => window.webContents.mainFrame;
const untilQuit = ({ app }: Shell): Promise<void> =>
  app.hasQuit ? Promise.resolve() : new Promise((resolve) => app.once('quit', () => resolve()));

/** A shell whose page listens and whose engine is ready. */
const withPage = (work: (shell: Shell) => Promise<void>, platform: 'linux' | 'win32' | 'darwin' = 'linux') =>
  withShell({ machine: { platform } }, async (shell) => {
    await shell.askFrom(frameOf(shell), 'describe', {});
    await shell.window.webContents.untilStatus('ready');
    await work(shell);
  });

describe('closing the last window', () => {
  it('asks the page; when it agrees the engine drains and no process is left', () =>
    withPage(async (shell) => {
      const { window, children, machine, askFrom } = shell;
      window.close();
      expect(window.isDestroyed()).toBe(false);
      expect(window.webContents.events).toEqual([{ kind: 'closing', scope: 'window' }]);
      expect(machine.waits()).toEqual([1500]);
      await askFrom(frameOf(shell), 'answerClose', { answer: 'close' });
      expect(window.isDestroyed()).toBe(true);
      await untilQuit(shell);
      expect(children.map(({ isAlive, wasKilled }) => [isAlive, wasKilled])).toEqual([[false, false]]);
      expect(window.webContents.events).toHaveLength(1);
    }));

  it('waits for a person, who may stay', () =>
    withPage(async (shell) => {
      const { app, window, children, machine, askFrom } = shell;
      window.minimize();
      window.close();
      await askFrom(frameOf(shell), 'answerClose', { answer: 'asking' });
      expect(window.calls).toEqual(['restore', 'show', 'focus']);
      machine.elapse(60_000);
      expect(window.isDestroyed()).toBe(false);
      await askFrom(frameOf(shell), 'answerClose', { answer: 'stay' });
      expect([window.isDestroyed(), app.hasQuit, children[0]?.isAlive]).toEqual([false, false, true]);
    }));

  it('goes to the background for this session: hidden, with an icon, and the engine stays', () =>
    withPage(async (shell) => {
      const { app, window, trays, children, askFrom } = shell;
      window.close();
      await askFrom(frameOf(shell), 'answerClose', { answer: 'asking' });
      await askFrom(frameOf(shell), 'answerClose', { answer: 'background' });
      expect([window.isShown, window.isDestroyed(), app.hasQuit]).toEqual([false, false, false]);
      expect([trays.length, children[0]?.isAlive]).toEqual([1, true]);
      app.emit('second-instance', {}, [], '/', null);
      expect(window.isShown).toBe(true);
    }));

  it.each([
    ['says nothing', ({ machine }: Shell) => machine.elapse(1500)],
    ['crashes', ({ window }: Shell) => window.webContents.crash()],
  ])('does not wait for a page that %s', (_what, happen) =>
    withPage(async (shell) => {
      shell.window.close();
      happen(shell);
      expect(shell.window.isDestroyed()).toBe(true);
      await untilQuit(shell);
    }),
  );

  it('asks no page that never came', () =>
    withShell({}, async (shell) => {
      shell.window.close();
      expect([shell.window.isDestroyed(), shell.machine.waits()]).toEqual([true, expect.any(Array)]);
      await untilQuit(shell);
    }));

  it('asks nothing about one window beside another', () =>
    withPage(async (shell) => {
      await shell.askFrom(frameOf(shell), 'newWindow', {});
      shell.window.close();
      expect([shell.window.isDestroyed(), shell.app.hasQuit]).toEqual([true, false]);
    }));

  it('lets no page refuse by itself', () =>
    withPage(async ({ window }) => {
      let isOverruled = false;
      window.webContents.emit('will-prevent-unload', { preventDefault: () => (isOverruled = true) });
      expect(isOverruled).toBe(true);
    }));

  it('leaves the app and its engine alone on macOS', () =>
    withPage(async ({ app, window, children }) => {
      window.close();
      expect([window.isDestroyed(), app.hasQuit, children[0]?.isAlive]).toEqual([true, false, true]);
    }, 'darwin'));
});

describe('quitting', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('asks the page on %s', (platform) =>
    withPage(async (shell) => {
      const { app, window, askFrom } = shell;
      app.quit();
      expect([window.isDestroyed(), app.hasQuit]).toEqual([false, false]);
      expect(window.webContents.events).toEqual([{ kind: 'closing', scope: 'app' }]);
      await askFrom(frameOf(shell), 'answerClose', { answer: 'close' });
      await untilQuit(shell);
      expect(window.isDestroyed()).toBe(true);
    }, platform),
  );

  it('goes on without a question to a window that a second start opens while the engine drains', () =>
    withShell({ machine: { argv: ['--workspace', '/w/deaf'] } }, async (shell) => {
      const { app, window, windows, machine, askFrom } = shell;
      await window.webContents.untilStatus('ready');
      window.close();
      app.emit('second-instance', {}, [], '/', null);
      await askFrom(windows[1]?.webContents.mainFrame ?? null, 'describe', {});
      expect([windows.length, machine.waits()]).toEqual([2, [10_000]]);
      machine.elapse(10_000);
      await untilQuit(shell);
      expect([windows[1]?.isDestroyed(), windows[1]?.webContents.events]).toEqual([true, []]);
    }));

  it('keeps everything when a person stays, and asks again the next time', () =>
    withPage(async (shell) => {
      const { app, window, children, askFrom } = shell;
      app.quit();
      await askFrom(frameOf(shell), 'answerClose', { answer: 'stay' });
      expect([window.isDestroyed(), children[0]?.isAlive]).toEqual([false, true]);
      app.quit();
      expect(window.webContents.events).toHaveLength(2);
    }));
});

describe('a system that shuts down', () => {
  it.each([
    ['linux', (shell: Shell) => shell.powerMonitor.emit('shutdown')],
    ['darwin', (shell: Shell) => shell.powerMonitor.emit('shutdown')],
    ['win32', (shell: Shell) => shell.window.emit('session-end', { reasons: [] })],
  ] as const)('is not asked anything on %s, and the engine drains', (platform, happen) =>
    withPage(async (shell) => {
      happen(shell);
      await untilQuit(shell);
      expect(shell.window.webContents.events).toEqual([]);
      expect(shell.children.map(({ isAlive, wasKilled }) => [isAlive, wasKilled])).toEqual([[false, false]]);
    }, platform),
  );

  it('gives an engine that does not listen two seconds', () =>
    withShell({ machine: { argv: ['--workspace', '/w/deaf'] } }, async (shell) => {
      await shell.window.webContents.untilStatus('ready');
      shell.powerMonitor.emit('shutdown');
      expect(shell.machine.waits()).toEqual([2000]);
      shell.machine.elapse(2000);
      await untilQuit(shell);
      expect(shell.children[0]?.wasKilled).toBe(true);
    }));

  it('is not asked about windows that it closes, until a person calls it off', () =>
    withPage(async (shell) => {
      shell.window.emit('query-session-end', { reasons: [] });
      expect(shell.window.webContents.events).toEqual([]);
      shell.machine.elapse(60_000);
      shell.window.close();
      expect(shell.window.webContents.events).toEqual([{ kind: 'closing', scope: 'window' }]);
    }, 'win32'));
});
