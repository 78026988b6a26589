import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { startShell } from './shell.ts';
import { createFakeElectron } from './testing/fake-electron.ts';
import { createFakeMachine } from './testing/fake-machine.ts';
import { standInPaths, withShell } from './testing/with-shell.ts';
import type { Shell } from './testing/with-shell.ts';

function logOf({ app }: Pick<Shell, 'app'>): Record<string, unknown>[] {
  const file = join(app.getPath('logs'), 'desktop.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('what went wrong', () => {
  it('is written down on this machine and sent nowhere', () =>
    withShell({}, async ({ crashReports }) => {
      expect(crashReports).toEqual([{ uploadToServer: false }]);
    }));

  it('is in a log of lines, with times', () =>
    withShell({ machine: { argv: ['--workspace', '/w/die-at-start'] } }, async (shell) => {
      const [child] = shell.children;
      if (child?.isAlive) await new Promise((resolve) => child.once('exit', resolve));
      shell.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 11 });
      const lines = logOf(shell);
      expect(lines.map(({ event }) => event)).toEqual(['start', 'engine ended', 'process gone']);
      expect(lines[0]).toMatchObject({ version: '1.2.3', time: expect.stringMatching(/^\d{4}-.*Z$/) });
      expect(lines[1]).toMatchObject({ code: 1, lastWords: expect.stringContaining('dies as it was told') });
      expect(lines[2]).toMatchObject({ type: 'GPU', reason: 'crashed' });
    }));

  it('does not end the app when nobody caught it', () =>
    withShell({}, async (shell) => {
      shell.machine.failUncaught(new TypeError('nobody caught it'));
      shell.machine.failUncaught('a text');
      expect(shell.app.hasQuit).toBe(false);
      expect(logOf(shell).slice(1)).toMatchObject([
        { event: 'uncaught error', error: expect.stringContaining('nobody caught it\n    at ') },
        { event: 'uncaught error', error: 'a text' },
      ]);
    }));

  it('ends the app when it happens before there is anything to see', async () => {
    const fake = createFakeElectron();
    const machine = createFakeMachine();
    startShell(fake.electron, standInPaths, machine);
    machine.failUncaught(new Error('too early'));
    expect(fake.app.hasQuit).toBe(true);
    await fake.dispose();
  });
});

describe('a page that crashes', () => {
  it('is loaded again three times in a minute, and then a person is told', () =>
    withShell({}, async (shell) => {
      const { window, machine, dialog, app } = shell;
      const { webContents } = window;
      for (let crash = 0; crash < 3; crash += 1) {
        webContents.crash();
        machine.elapse(4000);
      }
      expect([webContents.reloads, dialog.errors]).toEqual([3, []]);
      webContents.crash();
      expect(dialog.errors).toEqual([['Stile', expect.stringContaining(app.getPath('logs'))]]);
      expect(webContents.reloads).toBe(4);
      expect(logOf(shell).filter(({ event }) => event === 'page gone')).toHaveLength(4);
    }));

  it('is left alone when it ended as it should, or its window is gone', () =>
    withShell({}, async ({ app, window, machine }) => {
      const { webContents } = window;
      app.emit('render-process-gone', {}, webContents, { reason: 'clean-exit', exitCode: 0 });
      machine.elapse(4000);
      webContents.crash();
      window.close();
      machine.elapse(4000);
      expect(webContents.reloads).toBe(0);
    }));
});

it('portable mode keeps everything in the folder beside the program, from before ready on', () =>
  withFolder(async (folder) => {
    const data = join(folder, 'data');
    mkdirSync(data);
    const machine = { program: join(folder, 'stile') };
    await withShell({ machine }, async ({ app, children, window, askFrom }) => {
      const names = ['userData', 'logs', 'crashDumps'];
      expect(names.map((name) => app.getPath(name))).toEqual(
        ['profile', 'logs', 'crash-dumps'].map((name) => join(data, name)),
      );
      expect(existsSync(join(data, 'logs', 'desktop.log'))).toBe(true);
      expect(children[0]?.options.env).toMatchObject({ STILE_DATA: data });
      expect(await askFrom(window.webContents.mainFrame, 'describe', {})).toMatchObject({
        value: { isPortable: true },
      });
    });
  }));
