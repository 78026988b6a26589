import { describe, expect, it } from 'vitest';
import { errorToFailure } from '#core/testing/factories.ts';
import { checkLength } from './checks.ts';

describe('the length of a text', () => {
  it('is counted in characters as Python counts them, not in halves of surrogate pairs', () => {
    expect(() => {
      checkLength('value', '😀'.repeat(6000), 6000);
    }).not.toThrow();
    expect(failureIn(() => checkLength('value', `å${'😀'.repeat(6000)}`, 6000))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      data: { limit: 6000, actual: 6001, unit: 'characters' },
    });
  });

  it('of 10 MB is refused with a short message', () => {
    const failure = failureIn(() => checkLength('value', '😀'.repeat(2_500_000), 6000));
    expect(failure).toMatchObject({ data: { actual: 2_500_000 } });
    expect(failure.message.length).toBeLessThan(300);
  });
});

function failureIn(action: () => void): ReturnType<typeof errorToFailure> {
  try {
    action();
  } catch (error) {
    return errorToFailure(error);
  }
  throw new Error('this was expected to throw');
}
