import { expect, it } from 'vitest';
import { chooseWorkspace } from './choose-workspace.ts';

const linux = { platform: 'linux', env: {}, home: '/home/åsa', cwd: '/projects' } as const;
const windows = { platform: 'win32', env: {}, home: 'C:\\Users\\Åsa', cwd: 'D:\\work' } as const;

it.each([
  [linux, '/home/åsa/Stile/default'],
  [{ ...linux, env: { STILE_WORKSPACE: '' } }, '/home/åsa/Stile/default'],
  [{ ...linux, env: { STILE_WORKSPACE: 'ws' } }, '/projects/ws'],
  [{ ...linux, env: { STILE_WORKSPACE: '/data/ws' } }, '/data/ws'],
  [{ ...linux, env: { STILE_WORKSPACE: '/data/ws' }, given: '../x y' }, '/x y'],
  [{ ...linux, platform: 'darwin', home: '/Users/åsa' } as const, '/Users/åsa/Stile/default'],
  [windows, 'C:\\Users\\Åsa\\Stile\\default'],
  [{ ...windows, given: 'ws' }, 'D:\\work\\ws'],
  [{ ...windows, given: 'E:\\data' }, 'E:\\data'],
  [{ ...windows, env: { STILE_WORKSPACE: '\\\\nas\\share\\ws' } }, '\\\\nas\\share\\ws'],
])('%j means %s', (choice, expected) => {
  expect(chooseWorkspace(choice)).toBe(expected);
});
