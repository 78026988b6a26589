import { describe, expect, it } from 'vitest';
import { createTurns } from './one-at-a-time.ts';

describe('turns', () => {
  it('begin when the one before is over, failed or not, and answer for themselves', async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = inTurn(async () => {
      seen.push('first begins');
      await gate.promise;
      seen.push('first ends');
      throw new Error('no');
    });
    const second = inTurn(() => {
      seen.push('second');
      return Promise.resolve(2);
    });
    gate.resolve();
    await expect(first).rejects.toThrow('no');
    expect(await second).toBe(2);
    expect(seen).toEqual(['first begins', 'first ends', 'second']);
  });
});
