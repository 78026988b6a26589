import { expect, it } from 'vitest';
import { isDatasetName, suggestName } from './dataset-names.ts';

it.each([
  ['Åsikter 2026.csv', 'asikter_2026'],
  ['C:\\data\\Reviews.final.csv', 'reviews.final'],
  ['/home/ada/letters/', 'letters'],
  ['https://example.org/d/iris.csv?raw=1', 'iris'],
  ['???.csv', 'data'],
])('%s is suggested as %s', (label, name) => {
  expect(suggestName(label)).toBe(name);
  expect(isDatasetName(name)).toBe(true);
});

it.each(['', '.hidden', 'a b', 'å', 'ends.', 'x'.repeat(201)])('“%s” is no name', (name) => {
  expect(isDatasetName(name)).toBe(false);
});
