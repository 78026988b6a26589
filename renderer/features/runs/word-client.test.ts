import { expect, it } from 'vitest';
import { wordClient } from './word-client.ts';

it.each([
  ['mlflow-python-client/3.17.2', 'mlflow 3.17.2'],
  ['curl/8.5.0', 'curl/8.5.0'],
])('%s is shown as %s', (agent, shown) => {
  expect(wordClient(agent)).toBe(shown);
});
