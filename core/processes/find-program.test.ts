import { describe, expect, it } from 'vitest';
import { findProgram, listCandidates } from './find-program.ts';

describe('findProgram', () => {
  const windows = {
    Path: String.raw`C:\Windows\System32;C:\tools`,
    ProgramFiles: String.raw`C:\Program Files`,
  };

  it('passes over the bash of the Linux subsystem, and knows where Git keeps its own', () => {
    expect(listCandidates('win32', windows, 'bash')).toEqual([
      String.raw`C:\tools\bash.exe`,
      String.raw`C:\Program Files\Git\bin\bash.exe`,
    ]);
    expect(listCandidates('win32', windows, 'pwsh')).toEqual([
      String.raw`C:\Windows\System32\pwsh.exe`,
      String.raw`C:\tools\pwsh.exe`,
    ]);
  });

  it('takes the first that is there', () => {
    const env = { PATH: '/a:/b' };
    expect(findProgram('linux', env, 'bash', (path) => path === '/b/bash')).toBe('/b/bash');
    expect(findProgram('linux', env, 'bash', () => false)).toBeNull();
  });
});
