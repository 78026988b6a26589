import { describe, expect, it } from 'vitest';
import { breakScript, holderScript, parseCount, powershellCommand } from './windows-jobs.ts';

describe('the helper that holds Job Objects', () => {
  it('answers how many processes a job has', () => {
    expect(parseCount('count 4711 3\r')).toEqual({ name: '4711', count: 3 });
    expect(parseCount('count 4711 -1')).toBeNull();
    expect(parseCount('an error of PowerShell')).toBeNull();
  });

  it('is given its script encoded, and short enough for a command line', () => {
    for (const script of [holderScript(42), breakScript(42)]) {
      const { command, args } = powershellCommand(script);
      expect(command).toBe('powershell.exe');
      expect(Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le')).toBe(script);
      expect(args.join(' ').length).toBeLessThan(32_000);
    }
  });
});
