import { expect, it } from 'vitest';
import { describeFailure } from './describe-failure.ts';

const at = new Date(Date.UTC(2026, 10, 27, 9, 0));

it('a failure is told with its page, its time, its stack and its cause', () => {
  const error = new TypeError('x is undefined', { cause: 'a torn answer' });
  const text = describeFailure(error, { address: '/models?sort=name', version: '0.1.0' }, at);
  const [version, page, time, first] = text.split('\n');
  expect([version, page, time, first]).toEqual([
    'Stile 0.1.0',
    'Page: /models?sort=name',
    'Time: 2026-11-27T09:00:00.000Z',
    'TypeError: x is undefined',
  ]);
  expect(text).toContain('describe-failure.test');
  expect(text.split('\n').at(-1)).toBe('Cause: a torn answer');
});

it('what was thrown without being an error is told as it is', () => {
  expect(describeFailure('late', { address: '/', version: undefined }, at)).toBe(
    'Stile\nPage: /\nTime: 2026-11-27T09:00:00.000Z\nlate',
  );
});
