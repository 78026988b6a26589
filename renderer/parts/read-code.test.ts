import { expect, it, vi } from 'vitest';
import { CodeMissingError, readCode } from './read-code.ts';

it('what did not come is asked for again', async () => {
  const load = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue('code');
  expect(await readCode(load, [0, 0])).toBe('code');
  expect(load).toHaveBeenCalledTimes(2);
});

it('what never comes is told with its cause', async () => {
  const cause = new TypeError('Failed to fetch');
  const load = vi.fn().mockRejectedValue(cause);
  const failure = await readCode(load, [0, 0]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CodeMissingError);
  expect(failure).toHaveProperty('cause', cause);
  expect(load).toHaveBeenCalledTimes(3);
});
