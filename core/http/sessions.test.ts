import { describe, expect, it } from 'vitest';
import { randomIds } from '#core/kernel/ids.ts';
import { createSessions } from './sessions.ts';

const make = () => createSessions({ ids: randomIds, port: 5001, rpcToken: 'the-token' });

describe('sessions', () => {
  it('lets one browser in with one token', () => {
    const sessions = make();
    const token = sessions.makeEntryToken();
    const session = sessions.enter(token);
    expect(sessions.enter(token)).toBeNull();
    expect(sessions.hasSession(`other=1; stile-5001=${session ?? ''}; last=2`)).toBe(true);
  });

  it('knows no session that it did not make', () => {
    const sessions = make();
    const token = sessions.makeEntryToken();
    for (const cookie of [
      undefined,
      '',
      'stile-5001=',
      `stile-5001=${token}`,
      'stile-5000=x',
      `x=stile-5001=${token}`,
    ]) {
      expect(sessions.hasSession(cookie)).toBe(false);
    }
    expect(sessions.enter('')).toBeNull();
  });

  it('forgets the oldest addresses, so that asking for them cannot fill the memory', () => {
    const sessions = make();
    const first = sessions.makeEntryToken();
    const others = Array.from({ length: 100 }, () => sessions.makeEntryToken());
    expect(sessions.enter(first)).toBeNull();
    expect(sessions.enter(others[0] ?? '')).not.toBeNull();
  });

  it.each([
    ['Bearer the-token', true],
    ['bearer  the-token', true],
    ['Bearer the-toke', false],
    ['Bearer the-token2', false],
    ['Basic the-token', false],
    ['Bearer ', false],
    ['the-token', false],
    [undefined, false],
  ])('takes %j for the bearer: %s', (header, expected) => {
    expect(make().isBearer(header)).toBe(expected);
  });
});
