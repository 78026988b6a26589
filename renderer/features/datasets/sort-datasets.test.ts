import { expect, it } from 'vitest';
import type { DatasetSummary } from '#contract/datasets.ts';
import { sortDatasets } from './sort-datasets.ts';

function make(name: string, rows: number | null, createdAt: number): DatasetSummary {
  const latest = {
    name,
    version: 1,
    uri: `datasets:/${name}/1`,
    sha256: '',
    digest: '',
    format: 'csv' as const,
    csv: null,
    rows,
    bytes: createdAt,
    source: { kind: 'file' as const, location: name },
    message: '',
    createdAt,
    warnings: [],
  };
  return { name, description: '', versions: 1, latest };
}

const all = [make('b', 5, 1), make('a10', null, 3), make('a2', 5, 2)];

it.each([
  ['name', ['a2', 'a10', 'b']],
  ['rows', ['a2', 'b', 'a10']],
  ['size', ['a10', 'a2', 'b']],
  ['added', ['a10', 'a2', 'b']],
] as const)('by %s', (order, names) => {
  expect(sortDatasets(all, order, 'en').map(({ name }) => name)).toEqual(names);
});
