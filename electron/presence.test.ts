import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Presentation } from '#contract/shell.ts';
import { buildFirstPresentation } from '#core/desktop/first-presentation.ts';
import { withShell } from './testing/with-shell.ts';
import type { Shell } from './testing/with-shell.ts';

const presentation: Presentation = {
  ...buildFirstPresentation(['sv'], false),
  theme: 'dark',
  shortcuts: [{ id: 'window.new', label: 'Nytt fönster' }],
  recent: [{ path: '/ml/åäö', label: 'åäö' }],
};
const notice = { key: 'run 7', title: 'Klar', body: 'träning', screen: '/runs/7' };

const frameOf = ({ window }: Shell) => window.webContents.mainFrame;

describe('notifications', () => {
  it('tell of a thing once, and a click brings its window to that screen', () =>
    withShell({}, async (shell) => {
      const { window, windows, notifications, askFrom } = shell;
      await askFrom(frameOf(shell), 'describe', {});
      await askFrom(frameOf(shell), 'newWindow', {});
      const shown = askFrom(frameOf(shell), 'notify', notice);
      expect(notifications).toHaveLength(1);
      notifications[0]?.emit('show');
      expect(await shown).toEqual({ ok: true, value: { shown: true } });
      const second = windows[1]?.webContents.mainFrame ?? null;
      expect(await askFrom(second, 'notify', notice)).toEqual({ ok: true, value: { shown: true } });
      expect(notifications).toHaveLength(1);
      window.minimize();
      notifications[0]?.emit('click');
      expect(window.calls).toEqual(['restore', 'show', 'focus']);
      expect(window.webContents.events).toEqual([{ kind: 'openScreen', screen: '/runs/7' }]);
    }));

  it.each([
    { case: 'a window has the focus', prepare: ({ window }: Shell) => Promise.resolve(window.focus()) },
    {
      case: 'the person switched them off',
      prepare: async (shell: Shell) => {
        await shell.askFrom(frameOf(shell), 'changeSettings', { notifications: false });
      },
    },
  ])('are left to the page while $case', ({ prepare }) =>
    withShell({}, async (shell) => {
      await prepare(shell);
      expect(await shell.askFrom(frameOf(shell), 'notify', notice)).toMatchObject({
        value: { shown: false },
      });
      expect(shell.notifications).toEqual([]);
    }),
  );

  it('are left to the page on a system that shows none', () =>
    withShell({ electron: { showsNotifications: false } }, async (shell) => {
      expect(await shell.askFrom(frameOf(shell), 'notify', notice)).toMatchObject({
        value: { shown: false },
      });
      expect(await shell.askFrom(frameOf(shell), 'describe', {})).toMatchObject({
        value: { canNotify: false },
      });
    }));

  it('are given up when the system refuses one, as macOS does for an unsigned app', () =>
    withShell({ machine: { platform: 'darwin' } }, async (shell) => {
      const refused = shell.askFrom(frameOf(shell), 'notify', notice);
      shell.notifications[0]?.emit('failed', {}, 'UNErrorDomain error 1');
      expect(await refused).toEqual({ ok: true, value: { shown: false } });
      expect(await shell.askFrom(frameOf(shell), 'describe', {})).toMatchObject({
        value: { canNotify: false },
      });
      const next = await shell.askFrom(frameOf(shell), 'notify', { ...notice, key: 'run 8' });
      expect([next, shell.notifications.length]).toEqual([{ ok: true, value: { shown: false } }, 1]);
    }));

  it('open a window when the one that asked is gone', () =>
    withShell({ machine: { platform: 'darwin' } }, async (shell) => {
      const { window, windows, notifications, askFrom } = shell;
      const shown = askFrom(frameOf(shell), 'notify', notice);
      notifications[0]?.emit('show');
      await shown;
      window.close();
      notifications[0]?.emit('click');
      expect(windows).toHaveLength(2);
      await askFrom(windows[1]?.webContents.mainFrame ?? null, 'describe', {});
      expect(windows[1]?.webContents.events).toEqual([{ kind: 'openScreen', screen: '/runs/7' }]);
    }));
});

describe('the badge', () => {
  it.each(['linux', 'darwin'] as const)('is a number on %s', (platform) =>
    withShell({ machine: { platform } }, async (shell) => {
      await shell.askFrom(frameOf(shell), 'setBadge', { count: 3, label: '3 larm' });
      expect(shell.app.badgeCount).toBe(3);
      await shell.askFrom(frameOf(shell), 'setBadge', { count: 0, label: '' });
      expect([shell.app.badgeCount, shell.window.overlayIcons]).toEqual([0, []]);
    }),
  );

  it('is a picture over every icon of the taskbar on Windows', () =>
    withShell({ machine: { platform: 'win32' } }, async (shell) => {
      await shell.askFrom(frameOf(shell), 'newWindow', {});
      await shell.askFrom(frameOf(shell), 'setBadge', { count: 3, label: '3 larm' });
      await shell.askFrom(frameOf(shell), 'setBadge', { count: 0, label: 'inga' });
      for (const { overlayIcons } of shell.windows) {
        expect(overlayIcons).toEqual([
          [{ path: join('/app/resources', 'tray', 'badge.png') }, '3 larm'],
          [null, ''],
        ]);
      }
    }));
});

it('progress is that of the window which tells of it', () =>
  withShell({}, async (shell) => {
    await shell.askFrom(frameOf(shell), 'newWindow', {});
    await shell.askFrom(frameOf(shell), 'setProgress', { fraction: 0.25 });
    expect(shell.windows.map(({ progress }) => progress)).toEqual([0.25, -1]);
    await shell.askFrom(frameOf(shell), 'setProgress', { fraction: null });
    expect(shell.window.progress).toBe(-1);
  }));

describe('the tray', () => {
  const keep = (shell: Shell, keepInBackground: boolean) =>
    shell.askFrom(frameOf(shell), 'changeSettings', { keepInBackground });

  it('is empty until a person wants to keep the app in the background', () =>
    withShell({}, async (shell) => {
      expect(shell.trays).toEqual([]);
      await keep(shell, true);
      expect(shell.trays).toHaveLength(1);
      expect(shell.trays[0]).toMatchObject({ toolTip: 'Stile' });
      await keep(shell, false);
      expect(shell.trays[0]?.isDestroyed()).toBe(true);
      await keep(shell, true);
      expect(shell.trays).toHaveLength(2);
    }));

  it.each([
    ['linux', 'tray.png'],
    ['win32', 'tray.ico'],
    ['darwin', 'trayTemplate.png'],
  ] as const)('has on %s the picture %s', (platform, name) =>
    withShell({ machine: { platform } }, async (shell) => {
      await keep(shell, true);
      expect(shell.trays[0]?.image).toBe(join('/app/resources', 'tray', name));
      shell.trays[0]?.emit('click');
      expect(shell.window.calls).toEqual(platform === 'darwin' ? [] : ['show', 'focus']);
    }),
  );

  it('offers the window, the tracking address to copy, shortcuts and the end, in the language of the page', () =>
    withShell({}, async (shell) => {
      const { window, trays, copied, askFrom } = shell;
      await askFrom(frameOf(shell), 'describe', {});
      await keep(shell, true);
      await askFrom(frameOf(shell), 'present', presentation);
      await window.webContents.untilStatus('ready');
      const menu = trays[0]?.menu;
      const address = 'http://127.0.0.1:5000';
      expect(menu?.labels()).toEqual([
        'Visa Stile',
        address,
        '-',
        'Nytt fönster',
        '-',
        'åäö',
        '-',
        'Avsluta Stile',
      ]);
      window.hide();
      menu?.click('Visa Stile');
      expect(window.isShown).toBe(true);
      menu?.click(address);
      expect(copied).toEqual([address]);
      menu?.click('åäö');
      expect(window.webContents.events.at(-1)).toEqual({ kind: 'command', id: 'workspace.open:/ml/åäö' });
    }));

  it('ends the app and its engine', () =>
    withShell({}, async (shell) => {
      const { app, window, trays, children } = shell;
      await keep(shell, true);
      await window.webContents.untilStatus('ready');
      window.close();
      expect([window.isShown, window.isDestroyed(), children[0]?.isAlive]).toEqual([false, false, true]);
      const quit = new Promise((resolve) => app.once('quit', resolve));
      trays[0]?.menu?.click('Quit Stile');
      await quit;
      expect([window.isDestroyed(), children[0]?.isAlive, children[0]?.wasKilled]).toEqual([
        true,
        false,
        false,
      ]);
    }));
});
