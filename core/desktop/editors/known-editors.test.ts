import { describe, expect, it } from 'vitest';
import { editorIds, type EditorId } from '#contract/editors.ts';
import {
  buildEditorCall,
  findByCommand,
  listEditorPlaces,
  needsTerminal,
  type EditorMachine,
} from './known-editors.ts';

function programs(
  machine: Partial<EditorMachine> & Pick<EditorMachine, 'platform'>,
  id: EditorId,
  folders: Record<string, string[]> = {},
): string[] {
  const places = listEditorPlaces({
    env: {},
    home: '/home/a',
    list: (folder) => folders[folder] ?? [],
    ...machine,
  });
  return places
    .filter((place) => place.id === id)
    .map(({ program, better }) => (better === undefined ? program : `${program} -> ${better}`));
}

describe('where editors are looked for', () => {
  it('is PATH and the usual places of Linux, without relative folders and without the daemon of ZFS', () => {
    const env = { PATH: '/opt/x:bin:.:/usr/sbin:/usr/local/sbin/' };
    const machine = { platform: 'linux', env } as const;
    expect(programs(machine, 'vscode')).toEqual([
      '/opt/x/code',
      '/usr/local/bin/code',
      '/usr/bin/code',
      '/snap/bin/code',
      '/home/a/.local/bin/code',
      '/home/a/.local/share/JetBrains/Toolbox/scripts/code',
      '/var/lib/flatpak/exports/bin/com.visualstudio.code',
      '/home/a/.local/share/flatpak/exports/bin/com.visualstudio.code',
    ]);
    expect(programs(machine, 'zed').filter((path) => path.includes('sbin'))).toEqual([]);
    const folders = { '/opt': ['pycharm-2024.3', 'pycharm-2025.1', 'other'] };
    expect(programs(machine, 'pycharm', folders).slice(-4)).toEqual([
      '/opt/pycharm-2025.1/bin/pycharm',
      '/opt/pycharm-2024.3/bin/pycharm',
      '/opt/pycharm-2025.1/bin/pycharm.sh',
      '/opt/pycharm-2024.3/bin/pycharm.sh',
    ]);
    expect([...programs(machine, 'notepad'), ...programs(machine, 'macos-text')]).toEqual([]);
  });

  it('is PATH, Homebrew and the apps of macOS, and what opens its text editor last', () => {
    const machine = { platform: 'darwin', home: '/Users/a', env: { PATH: '/usr/bin' } } as const;
    expect(programs(machine, 'cursor')).toEqual([
      '/usr/bin/cursor',
      '/opt/homebrew/bin/cursor',
      '/usr/local/bin/cursor',
      '/Users/a/Library/Application Support/JetBrains/Toolbox/scripts/cursor',
      '/Applications/Cursor.app/Contents/Resources/app/bin/cursor',
      '/Users/a/Applications/Cursor.app/Contents/Resources/app/bin/cursor',
    ]);
    expect(programs(machine, 'pycharm')).toContain('/Applications/PyCharm CE.app');
    const all = listEditorPlaces({ ...machine, list: () => [] });
    expect(all.at(-1)).toEqual({ id: 'macos-text', name: 'Text editor', program: '/usr/bin/open' });
  });

  it('is PATH and the folders of programs of Windows, whose command files have a program beside them', () => {
    const env = {
      Path: String.raw`C:\Tools;"D:\Two words";bin`,
      LOCALAPPDATA: String.raw`C:\L`,
      ProgramFiles: String.raw`C:\PF`,
      SystemRoot: String.raw`C:\W`,
    };
    const machine = { platform: 'win32', env, home: String.raw`C:\Users\a` } as const;
    expect(programs(machine, 'vscode')).toEqual([
      String.raw`C:\Tools\code.exe`,
      String.raw`C:\Tools\code.cmd -> C:\Code.exe`,
      String.raw`D:\Two words\code.exe`,
      String.raw`D:\Two words\code.cmd -> D:\Code.exe`,
      String.raw`C:\L\JetBrains\Toolbox\scripts\code.exe`,
      String.raw`C:\L\JetBrains\Toolbox\scripts\code.cmd -> C:\L\JetBrains\Toolbox\Code.exe`,
      String.raw`C:\L\Programs\Microsoft VS Code\Code.exe`,
      String.raw`C:\PF\Microsoft VS Code\Code.exe`,
    ]);
    const folders = {
      [String.raw`C:\PF\JetBrains`]: ['PyCharm 2024.9', 'PyCharm 2024.10', 'IntelliJ IDEA 2025.1'],
    };
    expect(programs(machine, 'pycharm', folders).slice(-2)).toEqual([
      String.raw`C:\PF\JetBrains\PyCharm 2024.10\bin\pycharm64.exe`,
      String.raw`C:\PF\JetBrains\PyCharm 2024.9\bin\pycharm64.exe`,
    ]);
    expect(programs(machine, 'notepad')).toEqual([String.raw`C:\W\System32\notepad.exe`]);
  });
});

describe('how an editor is asked to show a line', () => {
  const file = '/p/a b/å.py';
  it.each([
    ['vscode', ['--goto', `${file}:7`]],
    ['cursor', ['--goto', `${file}:7`]],
    ['windsurf', ['--goto', `${file}:7`]],
    ['vscodium', ['--goto', `${file}:7`]],
    ['zed', [`${file}:7`]],
    ['pycharm', ['--line', '7', file]],
    ['intellij', ['--line', '7', file]],
    ['sublime', [`${file}:7`]],
    ['notepad-plus-plus', ['-n7', file]],
    ['kate', ['-l', '7', file]],
    ['gedit', ['+7', file]],
    ['gnome-text-editor', [file]],
    ['notepad', [file]],
    ['macos-text', ['-t', file]],
  ] as const)('%s', (id, args) => {
    const takesLine = !['gnome-text-editor', 'notepad', 'macos-text'].includes(id);
    expect(buildEditorCall({ id, program: '/x' }, file, 7)).toEqual({
      ...{ command: '/x', args: [...args], line: takesLine ? 7 : null },
    });
    const plain = buildEditorCall({ id, program: '/x' }, file, null);
    expect(plain).toEqual({ command: '/x', args: id === 'macos-text' ? ['-t', file] : [file], line: null });
  });

  it('is known of every editor', () => {
    expect(
      editorIds.filter((id) => buildEditorCall({ id, program: '/x' }, '/f', null).args.includes('/f')),
    ).toEqual(editorIds);
  });

  it('is left out where it would be taken for a part of the name, and the other way round', () => {
    for (const id of ['vscode', 'zed', 'sublime'] as const)
      expect(buildEditorCall({ id, program: '/x' }, '/p/notes:3', 7)).toEqual({
        command: '/x',
        args: ['/p/notes:3'],
        line: null,
      });
    expect(buildEditorCall({ id: 'gedit', program: '/x' }, '/p/notes:3', 7).args).toEqual([
      '+7',
      '/p/notes:3',
    ]);
  });

  it('goes through `open` for an app that has no command', () => {
    const program = '/Applications/PyCharm.app';
    expect(buildEditorCall({ id: 'pycharm', program }, '/p/a.py', 7)).toEqual({
      command: '/usr/bin/open',
      args: ['-na', program, '--args', '--line', '7', '/p/a.py'],
      line: 7,
    });
  });
});

it.each([
  [['vim'], true],
  [['/usr/bin/nvim', '-p'], true],
  [['vim.tiny'], true],
  [[String.raw`C:\bin\NANO.EXE`], true],
  [['emacs', '-nw'], true],
  [['emacsclient', '-t'], true],
  [['emacs'], false],
  [['gvim'], false],
  [['code', '--wait'], false],
  [[], false],
] as const)('%j needs a terminal: %s', (words, expected) => {
  expect(needsTerminal(words)).toBe(expected);
});

it.each([
  ['/usr/bin/code', 'vscode'],
  [String.raw`C:\x\Code.CMD`, 'vscode'],
  ['subl', 'sublime'],
  ['pycharm.sh', 'pycharm'],
  ['codex', undefined],
])('%s is the command of %s', (program, id) => {
  expect(findByCommand(program)?.id).toBe(id);
});
