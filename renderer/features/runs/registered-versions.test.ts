import { expect, it } from 'vitest';
import { registeredVersions } from './registered-versions.ts';

const tag = (value: string) => [{ key: 'mlflow.modelVersions', value }];

it('reads each version once, whether its number is a number or a text', () => {
  const value = '[{"name":"churn","version":1},{"name":"churn","version":"1"},{"name":"churn","version":2}]';
  expect(registeredVersions(tag(value))).toEqual([
    { name: 'churn', version: '1' },
    { name: 'churn', version: '2' },
  ]);
});

it.each(['', 'no json', '{}', '[1, null, {"name": 3, "version": 1}]'])('finds none in %j', (value) => {
  expect(registeredVersions(tag(value))).toEqual([]);
});
