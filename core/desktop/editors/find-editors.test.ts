import { describe, expect, it } from 'vitest';
import type { UserPlace } from '#core/kernel/user-folders.ts';
import { findEditors, readEditorVariable } from './find-editors.ts';

const windows: UserPlace = {
  platform: 'win32',
  env: { Path: String.raw`C:\VS\bin`, LOCALAPPDATA: String.raw`C:\L`, SystemRoot: String.raw`C:\W` },
  home: String.raw`C:\Users\a`,
};

function find(user: UserPlace, there: string[]): Promise<string[]> {
  return findEditors(user, (program) => Promise.resolve(there.includes(program))).then((found) =>
    found.map(({ id, program }) => `${id} ${program}`),
  );
}

describe('the editors of a machine', () => {
  it('are each told once, the most wanted first', async () => {
    const linux: UserPlace = { platform: 'linux', env: { PATH: '/a:/b' }, home: '/h' };
    expect(await find(linux, ['/usr/bin/gedit', '/b/code', '/a/code', '/a/zed'])).toEqual([
      'vscode /a/code',
      'zed /a/zed',
      'gedit /usr/bin/gedit',
    ]);
    expect(await find(linux, [])).toEqual([]);
  });

  it('are the program beside a command file where there is one, and Notepad at the end', async () => {
    const [command, program, notepad] = [
      String.raw`C:\VS\bin\code.cmd`,
      String.raw`C:\VS\Code.exe`,
      String.raw`C:\W\System32\notepad.exe`,
    ];
    expect(await find(windows, [command, program, notepad])).toEqual([
      `vscode ${program}`,
      `notepad ${notepad}`,
    ]);
    expect(await find(windows, [command])).toEqual([`vscode ${command}`]);
    // A program of that name alone is somebody else's.
    expect(await find(windows, [program])).toEqual([]);
  });
});

describe('VISUAL and EDITOR', () => {
  const found = [
    { id: 'vscode', name: 'VS Code', program: '/a/code' },
    { id: 'kate', name: 'Kate', program: '/a/kate' },
  ] as const;
  it.each([
    [{ EDITOR: 'kate' }, 'EDITOR used kate'],
    [{ VISUAL: '/x/code --wait', EDITOR: 'kate' }, 'VISUAL used vscode'],
    [{ VISUAL: '  ', EDITOR: 'vim' }, 'EDITOR terminal none'],
    [{ VISUAL: 'emacs -nw' }, 'VISUAL terminal none'],
    [{ VISUAL: 'vim', EDITOR: 'code --wait' }, 'EDITOR used vscode'],
    [{ VISUAL: 'vim', EDITOR: 'nano' }, 'VISUAL terminal none'],
    [{ VISUAL: 'subl -w' }, 'VISUAL not_found none'],
    [{ EDITOR: 'acme' }, 'EDITOR unknown none'],
    [{ EDITOR: '"acme' }, 'EDITOR unknown none'],
    [{}, undefined],
  ])('%j', (env: Record<string, string>, expected) => {
    const read = readEditorVariable({ platform: 'linux', env, home: '/' }, found);
    expect(read === null ? undefined : `${read.name} ${read.state} ${read.editor?.id ?? 'none'}`).toBe(
      expected,
    );
  });
});
