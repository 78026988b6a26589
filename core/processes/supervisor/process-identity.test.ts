import { describe, expect, it } from 'vitest';
import {
  findPresence,
  judgeByClock,
  judgeLinux,
  makeStartToken,
  parseLinuxStat,
  parseMacProcess,
  parseWindowsStart,
  readBootId,
} from './process-identity.ts';

const stat = (name: string): string =>
  `4711 (${name}) S 1 4711 4711 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1 2 3 4 5 6 7 8 9`;

describe('parseLinuxStat', () => {
  it.each(['sh', 'a b', 'x) R 9 9 (y', ''])('finds its way past the name "%s"', (name) => {
    expect(parseLinuxStat(stat(name))).toEqual({ pid: 4711, state: 'S', group: 4711, startTime: '987654' });
  });

  it('makes nothing of half a line', () => {
    expect(parseLinuxStat('4711 (sh) S 1')).toBeNull();
    expect(parseLinuxStat('')).toBeNull();
  });
});

describe('the word of other systems', () => {
  it('reads when a process of macOS started, and whether it has ended', () => {
    const startedAt = Date.UTC(2026, 10, 26, 2, 18, 23);
    expect(parseMacProcess('Ss   Thu Nov 26 02:18:23 2026\n')).toEqual({ startedAt, isZombie: false });
    expect(parseMacProcess('Z    Thu Nov  6 02:18:23 2026')).toMatchObject({ isZombie: true });
    expect(parseMacProcess('')).toBeNull();
  });

  it('reads when a process of Windows started', () => {
    expect(parseWindowsStart('1795660847237\r\n')).toEqual({ startedAt: 1795660847237, isZombie: false });
    expect(parseWindowsStart('')).toBeNull();
  });

  it.each([
    [1_000_000, false, 'same'],
    [999_000, false, 'same'],
    [1_000_900, true, 'zombie'],
    [1_003_000, false, 'other'],
    [990_000, false, 'other'],
  ] as const)('takes a start at %d (zombie: %s) for %s', (startedAt, isZombie, presence) => {
    expect(judgeByClock({ startedAt, isZombie }, '1000000')).toBe(presence);
  });

  it('takes nothing for granted', () => {
    expect(judgeByClock(null, '1000000')).toBe('other');
    expect(judgeByClock({ startedAt: 1_000_000, isZombie: false }, 'nonsense')).toBe('other');
  });
});

describe('judgeLinux', () => {
  it.each([
    ['S', '987654', 'same'],
    ['R', '987654', 'same'],
    ['Z', '987654', 'zombie'],
    ['X', '987654', 'zombie'],
    ['S', '987655', 'other'],
  ] as const)('state %s, start %s: %s', (state, startTime, presence) => {
    expect(judgeLinux({ state, startTime }, '987654')).toBe(presence);
  });

  it('misses what is not there', () => {
    expect(judgeLinux(null, '987654')).toBe('other');
  });
});

describe('findPresence', () => {
  it('knows this process by its token and boot alone', async () => {
    const bootId = await readBootId('linux');
    const startToken = makeStartToken('linux', process.pid, 0);
    const self = { pid: process.pid, startToken, bootId };
    expect(await findPresence('linux', self)).toBe('same');
    expect(await findPresence('linux', { ...self, startToken: `${startToken}1` })).toBe('other');
    expect(await findPresence('linux', { ...self, bootId: 'of another boot' })).toBe('other');
    expect(await findPresence('linux', { ...self, startToken: null })).toBe('other');
    expect(await findPresence('linux', { ...self, startToken: '' })).toBe('other');
    expect(await findPresence('linux', { ...self, pid: null })).toBe('other');
  });
});
