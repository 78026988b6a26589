import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { editorFile } from '#core/kernel/user-folders.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { failure, withDesk } from '#core/testing/editor-desk.ts';
import { createEditorService } from './editor-service.ts';

const names = [
  'plain.py',
  'two words.py',
  '-dash.py',
  `it's "quoted".py`,
  'åäö 日本.py',
  '$HOME;&|*.py',
  '--goto',
];

describe('a file is opened', () => {
  it('by a known editor, whatever its name, at its line', () =>
    withDesk(async ({ editor, install, write, given }) => {
      install('code');
      for (const name of names) {
        const path = write(`src/${name}`);
        expect(await editor.open({ path, line: 12 })).toEqual({
          ...{ editor: 'VS Code', id: 'vscode', file: path, line: 12, copy: null },
        });
        expect((await given()).args).toEqual(['--goto', `${path}:12`]);
        expect(await editor.open({ path })).toMatchObject({ line: null });
        expect((await given()).args).toEqual([path]);
      }
    }));

  it('by an own command, each placeholder within its word and no shell between', () =>
    withDesk(async ({ editor, install, write, given }) => {
      install('own ed');
      await editor.choose({ kind: 'command', command: `'own ed' --at={line} "a b" \\$x "{file}"` });
      for (const name of names) {
        const path = write(name);
        expect(await editor.open({ path, line: 3 })).toEqual({
          editor: 'own ed',
          id: null,
          file: path,
          line: 3,
          copy: null,
        });
        expect((await given()).args).toEqual(['--at=3', 'a b', '$x', path]);
      }
      await editor.choose({ kind: 'command', command: '"own ed" -n' });
      const path = write('plain.py');
      expect(await editor.open({ path, line: 3 })).toMatchObject({ line: null });
      expect((await given()).args).toEqual(['-n', path]);
    }));

  it('with the variables of the user, without those of Stile’s own start', () =>
    withDesk(
      async ({ editor, install, write, given }) => {
        install('code');
        await editor.open({ path: write('a.py') });
        const { env } = await given();
        expect(env).toMatchObject({
          DISPLAY: ':9',
          MY_OWN: 'x',
          NODE_OPTIONS: '--no-warnings',
          XDG_CURRENT_DESKTOP: 'KDE',
        });
        const ours = Object.keys(env).filter((name) => /^(ELECTRON_|STILE_|CHROME_DESKTOP)/.test(name));
        expect(ours).toEqual([]);
      },
      {
        ...{
          MY_OWN: 'x',
          ELECTRON_RUN_AS_NODE: '1',
          NODE_OPTIONS: '--no-warnings',
          STILE_TRACKING_TOKEN: 'x',
        },
        ...{ CHROME_DESKTOP: 'stile', XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'KDE' },
      },
    ));

  it('by a program that goes on, without waiting for its end', () =>
    withDesk(async ({ editor, install, write, given }) => {
      install('code', 'setTimeout(() => undefined, 3000); console.error("a word")');
      expect(await editor.open({ path: write('a.py') })).toMatchObject({ editor: 'VS Code' });
      const { pid } = await given();
      // Throws where there is no such process any more.
      process.kill(pid, 'SIGKILL');
    }));

  it('of Stile’s own to try an editor out, which chooses nothing', () =>
    withDesk(async ({ editor, install, given }) => {
      install('ed-own');
      const opened = await editor.tryOut({ kind: 'command', command: 'ed-own {file}:{line}' });
      expect((await given()).args).toEqual([`${opened.file}:4`]);
      expect(readFileSync(opened.file, 'utf8').split('\n')[3]).toContain('Line 4');
      expect((await editor.get()).choice).toEqual({ kind: 'automatic' });
      // A link in its place leads to no other file.
      const other = join(dirname(opened.file), 'other.txt');
      writeFileSync(other, 'mine');
      rmSync(opened.file);
      symlinkSync(other, opened.file);
      await editor.tryOut({ kind: 'command', command: 'ed-own' });
      expect(readFileSync(other, 'utf8')).toBe('mine');
      expect([
        readFileSync(opened.file, 'utf8').split('\n').length,
        statSync(opened.file).mode & 0o077,
      ]).toEqual([5, 0]);
    }));
});

describe('a start that fails is told', () => {
  it('with the last words of the program', () =>
    withDesk(async ({ editor, install, write }) => {
      install('code', 'console.log("first"); console.error("cannot open display"); process.exitCode = 3');
      const { code, data, message } = await failure(editor.open({ path: write('a.py') }));
      expect([code, data]).toEqual([
        'EDITOR_NOT_OPENED',
        { editor: 'VS Code', problem: 'ended', cause: 'first cannot open display' },
      ]);
      expect(message).toBe(
        'VS Code ended at once: first cannot open display. Try another: stile editor list',
      );
      install('code', 'process.exit(7)');
      expect((await failure(editor.open({ path: write('a.py') }))).data).toMatchObject({
        cause: 'exit code 7',
      });
      install('code', 'process.kill(process.pid, "SIGKILL")');
      expect((await failure(editor.open({ path: write('a.py') }))).data).toMatchObject({ cause: 'SIGKILL' });
    }));

  it('where the system cannot start it', () =>
    withDesk(async ({ editor, folder, write }) => {
      const file = join(folder, 'bin', 'code');
      writeFileSync(file, '#!/nowhere/at/all\n');
      chmodSync(file, 0o755);
      expect((await failure(editor.open({ path: write('a.py') }))).data).toMatchObject({
        ...{ editor: 'VS Code', problem: 'not_started', cause: expect.stringContaining('ENOENT') },
      });
    }));

  it('where there is none, the chosen one is gone, or no display', async () => {
    await withDesk(async ({ editor, folder, install, write }) => {
      const path = write('a.py');
      expect((await editor.get()).opens?.id ?? null).toBeNull();
      expect((await failure(editor.open({ path }))).data).toMatchObject({ problem: 'none_found' });
      expect((await failure(editor.choose({ kind: 'editor', id: 'zed' }))).data).toMatchObject({
        ...{ editor: 'Zed', problem: 'gone' },
      });
      install('zed');
      await editor.choose({ kind: 'editor', id: 'zed' });
      rmSync(join(folder, 'bin', 'zed'));
      expect(await editor.get()).toMatchObject({
        ...{ choice: { kind: 'editor', id: 'zed' }, opens: null, gone: 'Zed' },
      });
      install('mine');
      expect((await editor.choose({ kind: 'command', command: 'mine -x' })).gone).toBeNull();
      rmSync(join(folder, 'bin', 'mine'));
      expect((await editor.get()).gone).toBe('mine');
      install('zed');
      await editor.choose({ kind: 'editor', id: 'zed' });
      rmSync(join(folder, 'bin', 'zed'));
      expect((await failure(editor.open({ path }))).data).toMatchObject({ editor: 'Zed', problem: 'gone' });
    });
    await withDesk(
      async ({ editor, install, write }) => {
        install('code');
        expect((await failure(editor.open({ path: write('a.py') }))).data).toMatchObject({
          problem: 'no_display',
        });
      },
      { DISPLAY: '' },
    );
  });
});

describe('what is chosen', () => {
  it('is kept per user, readable by nobody else, and counts in the next engine', () =>
    withDesk(async ({ editor, folder, install }) => {
      install('kate');
      install('code');
      expect(await editor.get()).toMatchObject({
        choice: { kind: 'automatic' },
        opens: { id: 'vscode', name: 'VS Code' },
      });
      const status = await editor.choose({ kind: 'editor', id: 'kate' });
      expect(status).toMatchObject({
        choice: { kind: 'editor', id: 'kate' },
        opens: { id: 'kate', name: 'Kate' },
      });
      expect(status.found.map(({ id }) => id).slice(0, 2)).toEqual(['vscode', 'kate']);
      const file = join(folder, 'home', '.local', 'state', 'stile', 'editor.json');
      expect(statSync(file).mode & 0o077).toBe(0);
      writeFileSync(file, '{"choice":{"kind":"command","command":"\\"broken"}}');
      expect((await editor.get()).opens).toEqual({ id: null, name: '"broken' });
      writeFileSync(file, 'no json');
      expect((await editor.get()).choice).toEqual({ kind: 'automatic' });
    }));

  it('is what EDITOR names where the choice is automatic', () =>
    withDesk(
      async ({ editor, install, write, given }) => {
        install('code');
        install('kate');
        expect(await editor.get()).toMatchObject({
          opens: { id: 'kate' },
          variable: { name: 'EDITOR', state: 'used' },
        });
        expect(await editor.open({ path: write('a.py'), line: 2 })).toMatchObject({ editor: 'Kate' });
        expect((await given()).args.slice(0, 2)).toEqual(['-l', '2']);
      },
      { EDITOR: 'kate -b' },
    ));

  it.each([
    ['nowhere-at-all {file}', 'no_program', 'nowhere-at-all'],
    ['./mine {file}', 'no_program', './mine'],
    ['vim {file}', 'needs_terminal', 'vim'],
    ['"code', 'open_quote', '"'],
  ])('is refused where it would open nothing: %s', (command, problem, part) =>
    withDesk(async ({ editor }) => {
      expect(await failure(editor.choose({ kind: 'command', command }))).toMatchObject({
        code: 'EDITOR_COMMAND_INVALID',
        data: { command, problem, part },
      });
      expect((await editor.get()).choice).toEqual({ kind: 'automatic' });
    }),
  );

  it('is refused on Windows where a command file would be given a quote', () =>
    withDesk(async ({ folder, install }) => {
      install('mine.cmd');
      const user = { platform: 'win32', env: { LOCALAPPDATA: folder }, home: folder } as const;
      const editor = createEditorService(user, buildWorkspacePaths(folder));
      const command = `'${join(folder, 'bin', 'mine.cmd')}' 'a"b'`;
      const refused = await failure(editor.choose({ kind: 'command', command })).finally(() => {
        // A choice that were kept would lie here under a name of Windows.
        rmSync(editorFile(user), { force: true });
      });
      expect(refused.data).toMatchObject({ problem: 'quote_in_script' });
    }));

  it('is refused on macOS where it is an app, which is a folder', () =>
    withDesk(async ({ folder, user }) => {
      const app = join(folder, 'My Editor.app');
      mkdirSync(app);
      const editor = createEditorService({ ...user, platform: 'darwin' }, buildWorkspacePaths(folder));
      const refused = await failure(editor.choose({ kind: 'command', command: `'${app}' {file}` }));
      expect(refused.data).toMatchObject({ problem: 'macos_app', part: app });
      expect(refused.message).toContain(`open -a "${app}" {file}`);
    }));

  it('is found in whole folders of PATH alone', () =>
    withDesk(async ({ folder, install, user }) => {
      install('mine');
      const PATH = relative(process.cwd(), join(folder, 'bin'));
      const paths = buildWorkspacePaths(folder);
      const editor = createEditorService({ ...user, env: { ...user.env, PATH } }, paths);
      expect((await failure(editor.choose({ kind: 'command', command: 'mine' }))).data).toMatchObject({
        problem: 'no_program',
      });
    }));

  it('is told where what is kept cannot be read', () =>
    withDesk(async ({ editor, user }) => {
      mkdirSync(editorFile(user), { recursive: true });
      for (const asked of [editor.get(), editor.tryOut()])
        expect((await failure(asked)).data).toMatchObject({
          ...{ problem: 'not_read', cause: expect.stringContaining('EISDIR') },
        });
    }));

  it('may begin in the home folder; where it cannot be kept, that is said', () =>
    withDesk(async ({ editor, folder, install, write, given }) => {
      install('mine');
      symlinkSync(join(folder, 'bin', 'mine'), join(folder, 'home', 'mine'));
      await editor.choose({ kind: 'command', command: '~/mine -x' });
      const path = write('a.py');
      await editor.open({ path });
      expect((await given()).args).toEqual(['-x', path]);
      const state = join(folder, 'home', '.local');
      rmSync(state, { recursive: true });
      writeFileSync(state, 'a file');
      expect((await failure(editor.choose({ kind: 'automatic' }))).data).toMatchObject({
        problem: 'not_kept',
      });
      expect((await failure(editor.tryOut())).data).toMatchObject({ problem: 'no_try_file' });
    }));
});
