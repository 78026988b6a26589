import { describe, expect, it } from 'vitest';
import { hasCode, isStileError } from '#core/kernel/errors.ts';
import type { Job, Refusal } from './messages.ts';
import { describeRefusal } from './start-problem.ts';

const job: Job = {
  id: 'r/a/-1/1',
  command: 'trainer',
  args: [],
  cwd: '/project',
  env: { PATH: '/usr/bin' },
  folder: '/w/attempt',
  logFile: '/w/logs/a.log',
  onEngineExit: 'kill',
};

describe('describeRefusal', () => {
  const cases: [Refusal, string, RegExp][] = [
    [
      { what: 'command', code: 'ENOENT', problem: '' },
      'NOT_FOUND',
      /no program "trainer" .*PATH \(\/usr\/bin\).*Install it/,
    ],
    [
      { what: 'command', code: 'EACCES', problem: '' },
      'INVALID_ARGUMENT',
      /trainer.*may not be run.*chmod \+x/,
    ],
    [
      { what: 'command', code: 'ENOEXEC', problem: '' },
      'INVALID_ARGUMENT',
      /no program that this system can run.*#!/,
    ],
    [{ what: 'command', code: 'E2BIG', problem: '' }, 'INVALID_ARGUMENT', /too long.*in a file/],
    [
      { what: 'command', code: 'EAGAIN', problem: '' },
      'INVALID_ARGUMENT',
      /no more processes.*max_active_tasks/,
    ],
    [{ what: 'command', code: 'EXYZ', problem: 'spawn EXYZ' }, 'INVALID_ARGUMENT', /spawn EXYZ/],
    [
      { what: 'cwd', code: 'ENOENT', problem: '' },
      'INVALID_ARGUMENT',
      /cwd is "\/project", but there is no such folder/,
    ],
    [
      { what: 'log', code: 'EACCES', problem: 'permission denied' },
      'WORKSPACE_NOT_WRITABLE',
      /a\.log.*permission denied/,
    ],
    [{ what: 'folder', code: 'EROFS', problem: 'read-only' }, 'WORKSPACE_NOT_WRITABLE', /attempt.*read-only/],
    [{ what: 'folder', code: 'ENOSPC', problem: '' }, 'DISK_FULL', /full.*Free some space/],
  ];
  it.each(cases)('%o', (refusal, code, sentence) => {
    const error = describeRefusal(job, refusal);
    expect(isStileError(error) && error.code).toBe(code);
    expect(error.message).toMatch(sentence);
  });

  it('names the folder that a path is seen from', () => {
    const error = describeRefusal(
      { ...job, command: './run.sh' },
      { what: 'command', code: 'ENOENT', problem: '' },
    );
    expect(hasCode(error, 'NOT_FOUND') && error.data).toEqual({ kind: 'file', id: './run.sh' });
    expect(error.message).toContain('seen from /project');
  });
});
