import { expect, it } from 'vitest';
import { comparePairs, differs } from './compare-rows.ts';

it('lines of versions stand side by side, with gaps where one has none', () => {
  const rows = comparePairs([
    [
      { name: 'numpy', text: '1.26' },
      { name: 'scipy', text: '1.11' },
    ],
    [
      { name: 'scipy', text: '1.11' },
      { name: 'pandas', text: '2.2' },
    ],
  ]);
  expect(rows).toEqual([
    { label: 'numpy', values: ['1.26', null] },
    { label: 'scipy', values: ['1.11', '1.11'] },
    { label: 'pandas', values: [null, '2.2'] },
  ]);
  expect(rows.map(differs)).toEqual([true, false, true]);
});
