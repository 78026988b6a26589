import { expect, it } from 'vitest';
import { ConnectionLostError } from '#renderer/bridge/problems.ts';
import { patiently } from './patiently.ts';

function failing(times: number, error: Error): () => Promise<string> {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(error) : Promise.resolve('done'));
}

const lost = new ConnectionLostError('no answer in time');

it('asks again while the engine is at it', async () => {
  const ask = failing(2, lost);
  expect(await patiently(ask, () => Promise.resolve(true))).toBe('done');
});

it('gives up when the engine is not, and at once for every other failure', async () => {
  await expect(patiently(failing(1, lost), () => Promise.resolve(false))).rejects.toBe(lost);
  const refused = new Error('refused');
  await expect(patiently(failing(1, refused), () => Promise.resolve(true))).rejects.toBe(refused);
});
