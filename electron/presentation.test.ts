import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Presentation } from '#contract/shell.ts';
import { buildFirstPresentation } from '#core/desktop/first-presentation.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import type { FakeMenu } from './testing/fake-menu.ts';
import { withShell } from './testing/with-shell.ts';

const presentation: Presentation = {
  ...buildFirstPresentation(['sv'], false),
  theme: 'dark',
  menus: [
    {
      label: 'Arkiv',
      items: [
        { kind: 'command', id: 'window.new', label: 'Nytt fönster', keys: 'CmdOrCtrl+Shift+N' },
        { kind: 'separator' },
        { kind: 'role', role: 'quit', label: 'Avsluta Stile' },
      ],
    },
    { role: 'help', label: 'Hjälp', items: [{ kind: 'command', id: 'help.keys', label: 'Tangenter' }] },
  ],
  shortcuts: [{ id: 'window.new', label: 'Nytt fönster' }],
  recent: [{ path: '/ml/åäö', label: 'åäö' }],
};

const labelsOf = (menu: FakeMenu | undefined): string[] | undefined => menu?.labels();

describe('what a page presents', () => {
  it('becomes the menus and the colours at once', () =>
    withShell({}, async ({ window, askFrom, menus, nativeTheme }) => {
      expect(labelsOf(menus.at(-1))).toEqual(['File', 'Edit', 'View', 'Window']);
      await askFrom(window.webContents.mainFrame, 'present', presentation);
      expect(labelsOf(menus.at(-1))).toEqual(['Arkiv', 'Hjälp']);
      expect(nativeTheme.themeSource).toBe('dark');
    }));

  it('is there at the next start, before any page is', () =>
    withFolder(async (folder) => {
      await withShell({ electron: { folder } }, async ({ window, askFrom }) => {
        await askFrom(window.webContents.mainFrame, 'present', presentation);
        await askFrom(window.webContents.mainFrame, 'changeSettings', { keepInBackground: true });
      });
      await withShell({ electron: { folder } }, async ({ menus, nativeTheme, trays, window, dialog }) => {
        expect([menus.length, labelsOf(menus[0])]).toEqual([1, ['Arkiv', 'Hjälp']]);
        expect([nativeTheme.themeSource, trays.length]).toEqual(['dark', 1]);
        window.webContents.windowOpenHandler?.({ url: 'https://example.org/' });
        expect(dialog.asked[0]?.buttons).toEqual(['Öppna', 'Avbryt']);
      });
    }));

  it.each([
    ['nothing that can be read', '{"presentation":'],
    [
      'menus that the system refuses',
      JSON.stringify({
        presentation: {
          ...presentation,
          menus: [{ label: 'A', items: [{ kind: 'command', id: 'a', label: 'A', keys: 'Hyper+Ä+' }] }],
        },
      }),
    ],
  ])('gives way to the first menus where %s was kept', (_case, content) =>
    withFolder(async (folder) => {
      const file = join(folder, 'userData', 'shell.json');
      mkdirSync(dirname(file));
      writeFileSync(file, content);
      await withShell({ electron: { folder } }, async ({ menus, windows }) => {
        expect([labelsOf(menus.at(-1)), windows.length]).toEqual([['File', 'Edit', 'View', 'Window'], 1]);
      });
    }),
  );

  it('is refused, and not kept, where the system refuses it', () =>
    withShell({}, async ({ app, window, askFrom, menus }) => {
      const menu = {
        label: 'A',
        items: [{ kind: 'command', id: 'a', label: 'A', keys: 'Hyper+Ä+' } as const],
      };
      const answer = await askFrom(window.webContents.mainFrame, 'present', {
        ...presentation,
        menus: [menu],
      });
      expect(answer).toMatchObject({ ok: false });
      expect(labelsOf(menus.at(-1))).toEqual(['File', 'Edit', 'View', 'Window']);
      expect(existsSync(join(app.getPath('userData'), 'shell.json'))).toBe(false);
    }));
});

describe('a menu item', () => {
  it('tells the window used last, which comes to the front', () =>
    withShell({}, async ({ windows, window, askFrom, menus }) => {
      const frame = window.webContents.mainFrame;
      await askFrom(frame, 'present', presentation);
      await askFrom(frame, 'describe', {});
      await askFrom(frame, 'newWindow', {});
      const second = windows[1];
      await askFrom(second?.webContents.mainFrame ?? null, 'describe', {});
      second?.focus();
      menus.at(-1)?.click('Nytt fönster');
      window.focus();
      menus.at(-1)?.click('Tangenter');
      expect(second?.webContents.events).toEqual([{ kind: 'command', id: 'window.new' }]);
      expect(window.webContents.events).toEqual([{ kind: 'command', id: 'help.keys' }]);
    }));

  it('opens a window on macOS where there is none, also by its key', () =>
    withShell({ machine: { platform: 'darwin' } }, async ({ window, windows, askFrom, menus }) => {
      await askFrom(window.webContents.mainFrame, 'present', presentation);
      window.focus();
      menus.at(-1)?.click('Nytt fönster', { triggeredByAccelerator: true });
      expect(windows).toHaveLength(1);
      window.close();
      menus.at(-1)?.click('Nytt fönster', { triggeredByAccelerator: true });
      expect(windows).toHaveLength(2);
      await askFrom(windows[1]?.webContents.mainFrame ?? null, 'describe', {});
      expect(windows[1]?.webContents.events).toEqual([{ kind: 'command', id: 'window.new' }]);
    }));
});

describe('the lists of the system', () => {
  it('are in the dock on macOS', () =>
    withShell({ machine: { platform: 'darwin' } }, async ({ app, window, askFrom }) => {
      await askFrom(window.webContents.mainFrame, 'present', presentation);
      await askFrom(window.webContents.mainFrame, 'describe', {});
      expect(app.dock?.menu?.labels()).toEqual(['Nytt fönster', '-', 'åäö']);
      app.dock?.menu?.click('åäö');
      expect(window.webContents.events).toEqual([{ kind: 'command', id: 'workspace.open:/ml/åäö' }]);
    }));

  it('are the jump list on Windows, whose tasks start the program with what they mean', () =>
    withShell({ machine: { platform: 'win32' } }, async ({ app, window, askFrom }) => {
      await askFrom(window.webContents.mainFrame, 'present', presentation);
      const [tasks, ...others] = app.jumpLists.at(-1) ?? [];
      expect([tasks?.type, others]).toEqual(['tasks', []]);
      expect(tasks?.items?.map(({ type, args }) => args ?? type)).toEqual([
        '/app --command=window.new',
        'separator',
        '/app --workspace "/ml/åäö"',
      ]);
    }));
});

it('the menus open at a place of the page, however large it is shown', () =>
  withShell({ machine: { platform: 'win32' } }, async ({ window, askFrom, menus }) => {
    window.webContents.zoom = 1.5;
    await askFrom(window.webContents.mainFrame, 'popupMenu', { x: 11, y: 40 });
    expect(menus.at(-1)?.popups).toEqual([{ window, x: 17, y: 60 }]);
  }));

it('windows keep their place under names of their own', () =>
  withShell({ machine: { platform: 'darwin' } }, async ({ window, windows, askFrom }) => {
    const { mainFrame: frame } = window.webContents;
    await askFrom(frame, 'newWindow', { screen: '/runs/7?tab=charts' });
    await askFrom(frame, 'newWindow', {});
    windows[1]?.close();
    await askFrom(frame, 'newWindow', {});
    expect(windows.map(({ options }) => options.name)).toEqual(['main', 'main-2', 'main-3', 'main-2']);
    expect(windows[1]?.webContents.mainFrame.url).toBe('app://stile/runs/7?tab=charts');
  }));
