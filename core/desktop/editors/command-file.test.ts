import { expect, it } from 'vitest';
import { buildProgramCall, isCommandFile } from './command-file.ts';

it.each([
  ['win32', String.raw`C:\bin\code.cmd`, true],
  ['win32', String.raw`C:\bin\ED.BAT`, true],
  ['win32', String.raw`C:\bin\Code.exe`, false],
  ['linux', '/bin/code.cmd', false],
] as const)('on %s %s needs a shell: %s', (platform, program, expected) => {
  expect(isCommandFile(platform, program)).toBe(expected);
});

it('a program is started as it is', () => {
  expect(buildProgramCall('win32', {}, String.raw`C:\a b\Code.exe`, ['--goto', 'x y'])).toEqual({
    command: String.raw`C:\a b\Code.exe`,
    args: ['--goto', 'x y'],
    isVerbatim: false,
  });
});

it.each([
  [['--goto', String.raw`C:\a b\å & (1)^!.py:7`], String.raw`"--goto" "C:\a b\å & (1)^!.py:7"`],
  [[String.raw`C:\100%PATH%\x.py`], String.raw`"C:\100"^%"PATH"^%"\x.py"`],
  [['C:\\ends\\', 'C:\\a%b'], String.raw`"C:\ends\\" "C:\a"^%"b"`],
])('a command file is given %j in quotes that cmd.exe takes as they are', (args, expected) => {
  expect(
    buildProgramCall(
      'win32',
      { comspec: String.raw`C:\W\cmd.exe` },
      String.raw`C:\VS Code\bin\code.cmd`,
      args,
    ),
  ).toEqual({
    command: String.raw`C:\W\cmd.exe`,
    args: ['/d', '/v:off', '/s', '/c', String.raw`""C:\VS Code\bin\code.cmd" ${expected}"`],
    isVerbatim: true,
  });
});

it('the shell is that of the system where no variable names one', () => {
  expect(buildProgramCall('win32', { SYSTEMROOT: String.raw`D:\W` }, 'x.cmd', []).command).toBe(
    String.raw`D:\W\System32\cmd.exe`,
  );
});
