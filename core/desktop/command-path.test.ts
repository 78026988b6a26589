import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { addCommand, readCommandStatus, removeCommand, type CommandQuestion } from './command-path.ts';
import { buildCommandCall, buildShim, shimMark, shimPlace } from './command-shim.ts';
import { findThisProgram, locateCommand, mainProgram, type ThisProgram } from './this-program.ts';
import { changeScript } from './windows-path.ts';

const odd = `stile åäö $x 'q' "d" %PATH% \`id\` !`;
/** Tells how it was started. */
const cli = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), node: process.env.ELECTRON_RUN_AS_NODE ?? '' })); process.exitCode = 3;`;
const args = ['run', 'list', '--filter', "a = 'b c'", '$HOME', '', '*', '--json', 'å"ä'];

/** A user with a program in a folder of an odd name. */
function withUser(fn: (question: CommandQuestion, folder: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const home = join(folder, 'home');
    const dist = join(folder, odd);
    mkdirSync(join(home, '.local', 'bin'), { recursive: true });
    mkdirSync(dist);
    writeFileSync(join(dist, 'cli.cjs'), cli);
    const program: ThisProgram = {
      file: join(dist, 'node'),
      isDesktop: true,
      appImage: null,
      cli: join(dist, 'cli.cjs'),
    };
    symlinkSync(process.execPath, program.file);
    const env = { PATH: `/usr/bin:${join(home, '.local', 'bin')}/` };
    await fn({ platform: 'linux', env, home, program, resources: join(folder, 'resources') }, folder);
  });
}

const start = (file: string, env = {}) => {
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', ...env },
  });
  return { status, answer: stdout === '' ? null : (JSON.parse(stdout) as unknown), stderr };
};

describe('the command on PATH', () => {
  it('starts the program with every argument as it was given, and is taken away again', () =>
    withUser(async (question) => {
      const file = join(question.home, '.local', 'bin', 'stile');
      const absent = {
        file,
        exists: false,
        isOurs: false,
        pointsHere: false,
        onPath: true,
        needsNewTerminal: false,
        pathLine: null,
      };
      expect(await readCommandStatus(question)).toEqual(absent);
      const there = { ...absent, exists: true, isOurs: true, pointsHere: true };
      expect(await addCommand(question)).toEqual(there);
      expect(await addCommand(question)).toEqual(there);
      expect(start(file)).toEqual({ status: 3, answer: { args, node: '1' }, stderr: '' });
      expect(statSync(file).mode & 0o777).toBe(0o755);
      expect(await removeCommand(question)).toEqual(absent);
      expect(await removeCommand(question)).toEqual(absent);
    }));

  it('runs under plain Node without a word to Electron', () =>
    withUser(async (question) => {
      const { file } = await addCommand({ ...question, program: { ...question.program, isDesktop: false } });
      expect(start(file)).toEqual({ status: 3, answer: { args, node: '' }, stderr: '' });
    }));

  it('says so when the program was moved, and points to its new place when it is added again', () =>
    withUser(async (question, folder) => {
      const gone = { ...question.program, file: join(folder, 'gone', odd) };
      const file = join(question.home, '.local', 'bin', 'stile');
      writeFileSync(file, buildShim('linux', gone, file), { mode: 0o755 });
      expect(start(file)).toMatchObject({
        status: 127,
        answer: null,
        stderr: expect.stringContaining(`${gone.file} is gone`),
      });
      expect(await readCommandStatus(question)).toMatchObject({ isOurs: true, pointsHere: false });
      expect(await addCommand(question)).toMatchObject({ pointsHere: true });
      expect(start(file).status).toBe(3);
    }));

  it('passes through an AppImage, whatever AppRun puts before it', () =>
    withUser(async (question, folder) => {
      // What electron-builder's AppRun does to arguments, over a program that lies elsewhere at each start.
      const mount = join(folder, '.mount_x');
      mkdirSync(join(mount, 'resources', 'app.asar', 'dist'), { recursive: true });
      writeFileSync(join(mount, 'resources', 'app.asar', 'dist', 'cli.cjs'), cli);
      copyFileSync(process.execPath, join(mount, 'stile'));
      const appImage = join(folder, 'Stile åäö.AppImage');
      writeFileSync(
        appImage,
        `#!/bin/bash\nhave=0; for a in "$@"; do [ "$a" = --no-sandbox ] && have=1; done\nextra=(); [ $have = 0 ] && extra=(--no-sandbox)\nexec '${mount}/stile' "\${extra[@]}" "$@"\n`,
      );
      await chmod(appImage, 0o755);
      const program = { ...question.program, appImage, file: join(mount, 'stile') };
      const { file } = await addCommand({ ...question, program });
      expect(readFileSync(file, 'utf8')).not.toContain('.mount_x');
      expect(start(file)).toEqual({ status: 3, answer: { args, node: '1' }, stderr: '' });
      const call = buildCommandCall(program, ['app', '--json']);
      const env = { PATH: '/usr/bin:/bin', ELECTRON_RUN_AS_NODE: '1' };
      const { stdout } = spawnSync(call.command, call.args, { encoding: 'utf8', env });
      expect(JSON.parse(stdout)).toEqual({ args: ['app', '--json'], node: '1' });
      expect(buildCommandCall(question.program, ['app'])).toEqual({
        command: question.program.file,
        args: [question.program.cli, 'app'],
      });
    }));

  it.each([
    ['a file', (file: string) => { writeFileSync(file, '#!/bin/sh\necho other\n'); }],
    ['a folder', (file: string) => { mkdirSync(file); }],
    ['a link that leads nowhere', (file: string) => { symlinkSync('/nowhere', file); }],
  ])('leaves %s alone that is not ours', (_, make) =>
    withUser(async (question) => {
      const file = join(question.home, '.local', 'bin', 'stile');
      make(file);
      expect(await readCommandStatus(question)).toMatchObject({ exists: true, isOurs: false, pointsHere: false });
      const refusal = { code: 'COMMAND_NOT_PLACED', data: { file, problem: 'not_ours' } };
      await expect(addCommand(question)).rejects.toMatchObject(refusal);
      await expect(removeCommand(question)).rejects.toMatchObject(refusal);
    }),
  ); // prettier-ignore

  it('names the program that is missing', () =>
    withUser(async (question) => {
      const missing = { ...question.program, cli: '/nowhere/cli.cjs' };
      await expect(addCommand({ ...question, program: missing })).rejects.toMatchObject({
        data: { problem: 'no_program', cause: '/nowhere/cli.cjs' },
      });
      expect((await readCommandStatus(question)).exists).toBe(false);
    }));

  it.each([
    ['win32', { PORTABLE_EXECUTABLE_DIR: 'E:\\' }, '/t/Stile.exe'],
    ['darwin', {}, '/private/var/folders/x/AppTranslocation/y/d/Stile.app/Contents/MacOS/Stile'],
  ] as const)('is not made on %s for a program that is elsewhere at its next start', (platform, env, file) =>
    withUser(async (question, folder) => {
      const end = { code: 1, signal: null, problem: null, problemCode: '', stdout: '', stderr: '', isLate: false };
      const place = { platform, env, file: join(folder, 'stile'), run: async () => end };
      const adding = addCommand({ ...question, ...place, program: { ...question.program, file } });
      await expect(adding).rejects.toMatchObject({ data: { problem: 'not_installed', cause: file } });
      expect(existsSync(join(folder, 'stile'))).toBe(false);
    }),
  ); // prettier-ignore

  it('says how its folder gets on PATH where it is not', () =>
    withUser(async (question) => {
      const status = async (env: Record<string, string>) =>
        (await readCommandStatus({ ...question, env })).pathLine;
      expect(await status({ PATH: '/usr/bin' })).toBe('export PATH="$HOME/.local/bin:$PATH"');
      expect(await status({ PATH: '', SHELL: '/usr/bin/fish' })).toBe('fish_add_path "$HOME/.local/bin"');
      expect(await status({ PATH: '', SHELL: '/bin/zsh' })).toBe('export PATH="$HOME/.local/bin:$PATH"');
    }));

  it('that a package has put on PATH counts, and is its own to take away', () =>
    withUser(async (question, folder) => {
      mkdirSync(join(question.resources, 'bin'), { recursive: true });
      mkdirSync(join(folder, 'bin'));
      writeFileSync(join(question.resources, 'bin', 'stile'), '#!/bin/sh\n');
      const file = join(folder, 'bin', 'stile');
      symlinkSync(join(question.resources, 'bin', 'stile'), file);
      const installed = { ...question, env: { PATH: join(folder, 'bin') } };
      expect(await addCommand(installed)).toMatchObject({
        file,
        pointsHere: true,
        onPath: true,
        pathLine: null,
      });
      expect(existsSync(join(question.home, '.local', 'bin', 'stile'))).toBe(false);
      await expect(removeCommand(installed)).rejects.toMatchObject({ data: { problem: 'not_ours' } });
    }));
});

describe('the command of Windows', () => {
  const program: ThisProgram = {
    ...{
      file: 'C:\\Users\\Åsa\\AppData\\Local\\Programs\\Stile\\Stile.exe',
      isDesktop: true,
      appImage: null,
    },
    cli: 'C:\\Users\\Åsa\\AppData\\Local\\Programs\\Stile\\resources\\app.asar\\dist\\cli.cjs',
  };
  const file = 'C:\\Users\\Åsa\\AppData\\Local\\Stile\\bin\\stile.cmd';

  it('names its paths from its own folder, without the name of the user', () => {
    const text = buildShim('win32', program, file);
    expect(text).toContain('"%~dp0..\\..\\Programs\\Stile\\Stile.exe" "%~dp0..\\..\\Programs\\Stile\\resources\\app.asar\\dist\\cli.cjs" %*\r\n'); // prettier-ignore
    expect(text).toMatch(/^@echo off\r\nrem Written by Stile/);
    expect(text).toMatch(/exit \/b %errorlevel%\r\n$/);
    expect(text).not.toMatch(/chcp|[^\r]\n|[^\r\n -~]/);
  });

  it('reads its file as UTF-8 where a path needs that, and doubles percent signs', () => {
    const text = buildShim('win32', { ...program, file: 'D:\\100 % å (x86)\\Stile.exe' }, file);
    expect(text).toContain('"D:\\100 %% å (x86)\\Stile.exe" ');
    expect(text.indexOf('chcp 65001')).toBeLessThan(text.indexOf('D:\\'));
    expect(text).toContain('chcp %STILE_PAGE% >nul\r\nexit /b %STILE_CODE%');
  });

  it('that the installer has put on PATH counts, and is the installer’s to take away', () =>
    withUser(async (user) => {
      const bin = join(user.resources, 'bin');
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'stile.cmd'), '@echo off\r\n');
      const env = { Path: `C:\\Windows;${bin.toUpperCase()}` };
      const installed: CommandQuestion = { ...user, platform: 'win32', env };
      expect(await addCommand(installed)).toMatchObject({ file: join(bin, 'stile.cmd'), onPath: true });
      await expect(removeCommand(installed)).rejects.toMatchObject({ data: { problem: 'not_ours' } });
    }));

  it('changes the user’s own PATH by PowerShell, and says why when that fails', () =>
    withUser(async (user, folder) => {
      const calls: string[][] = [];
      const state = { path: 'C:\\x;%LOCALAPPDATA%\\Other', fails: false };
      const run: CommandQuestion['run'] = async (command, given) => {
        calls.push([command, ...given]);
        const end = {
          code: 0,
          signal: null,
          problem: null,
          problemCode: '',
          stdout: '',
          stderr: '',
          isLate: false,
        };
        if (command.endsWith('reg.exe'))
          return {
            ...end,
            stdout: `\r\nHKEY_CURRENT_USER\\Environment\r\n    Path    REG_EXPAND_SZ    ${state.path}\r\n`,
          };
        if (state.fails) return { ...end, code: 1, stderr: 'Access is denied.\r\n' };
        state.path = 'C:\\x;%LOCALAPPDATA%\\stile\\BIN';
        return end;
      };
      // The file itself lies where this system can write it.
      const env = { SystemRoot: 'C:\\Windows', LOCALAPPDATA: folder, PATH: 'C:\\x' };
      const question: CommandQuestion = {
        ...user,
        platform: 'win32',
        env,
        run,
        file: join(folder, 'stile.cmd'),
      };
      const expected = { exists: false, onPath: false, needsNewTerminal: false, pathLine: null };
      expect(await readCommandStatus(question)).toMatchObject(expected);
      expect(await addCommand(question)).toMatchObject({
        isOurs: true,
        pointsHere: true,
        onPath: true,
        needsNewTerminal: true,
      });
      expect(calls.find(([command]) => command?.endsWith('powershell.exe'))).toEqual([
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        changeScript(true),
      ]);
      Object.assign(state, { path: '', fails: true });
      await expect(addCommand(question)).rejects.toMatchObject({
        data: { problem: 'path_not_changed', cause: 'Access is denied.' },
      });
    }));

  it('keeps the variables of others, and adds the folder once', () => {
    expect(changeScript(true)).toContain(`($rest + '%LOCALAPPDATA%\\Stile\\bin') -join ';'`);
    expect(changeScript(false)).toContain(`($rest) -join ';'`);
    for (const script of [changeScript(true), changeScript(false)]) {
      expect(script).toContain('DoNotExpandEnvironmentNames');
      // Between double quotes of a command line.
      expect(script).not.toMatch(/["\n]/);
    }
  });
});

it('the command lies where each system has such things', () => {
  const user = { localAppData: 'C:\\L', home: '/h' };
  expect(shimPlace('linux', { ...user, mayUseLocalBin: true })).toBe('/h/.local/bin/stile');
  expect(shimPlace('darwin', { ...user, mayUseLocalBin: true })).toBe('/usr/local/bin/stile');
  expect(shimPlace('darwin', { ...user, mayUseLocalBin: false })).toBe('/h/.local/bin/stile');
  expect(shimPlace('win32', { ...user, mayUseLocalBin: false })).toBe('C:\\L\\Stile\\bin\\stile.cmd');
});

it('this program is found: its command, and on macOS the app around a helper', () => {
  expect(findThisProgram('linux', {})).toMatchObject({
    file: process.execPath,
    isDesktop: false,
    appImage: null,
  });
  expect(locateCommand('/a/dist/engine.cjs')).toBe('/a/dist/cli.cjs');
  expect(locateCommand('/a/dist/electron/main.js')).toBe('/a/dist/cli.cjs');
  const helper = '/A/Stile.app/Contents/Frameworks/Stile Helper.app/Contents/MacOS/Stile Helper';
  expect(mainProgram('darwin', helper)).toBe('/A/Stile.app/Contents/MacOS/Stile');
  expect(mainProgram('darwin', '/A/Stile.app/Contents/MacOS/Stile')).toBe(
    '/A/Stile.app/Contents/MacOS/Stile',
  );
  expect(dirname(locateCommand(import.meta.filename))).toMatch(/dist$/);
  expect(shimMark).not.toContain('\n');
});
