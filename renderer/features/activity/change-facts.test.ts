import { expect, it } from 'vitest';
import { readChangedFacts } from './change-facts.ts';

it('names what moved, from what to what', () => {
  expect(readChangedFacts({ name: 'a', status: 'x' }, { name: 'b', status: 'x' })).toEqual([
    { field: 'name', before: 'a', after: 'b' },
  ]);
  expect(readChangedFacts(null, { rows: 3, tags: [{ key: 'a' }] })).toEqual([
    { field: 'rows', before: null, after: '3' },
    { field: 'tags', before: null, after: '[{"key":"a"}]' },
  ]);
});

it('reads tags and aliases as facts of their own', () => {
  expect(readChangedFacts(null, { key: 'owner', value: 'kim' })).toEqual([
    { field: 'owner', before: null, after: 'kim' },
  ]);
  expect(readChangedFacts({ key: 'owner', value: 'kim' }, null)).toEqual([
    { field: 'owner', before: 'kim', after: null },
  ]);
  expect(
    readChangedFacts({ alias: 'tested', version: 1 }, { alias: 'tested', version: 2, reason: 'r' }),
  ).toEqual([
    { field: '@tested', before: '1', after: '2' },
    { field: 'reason', before: null, after: 'r' },
  ]);
});

it('says moments as moments', () => {
  const [until, rows] = readChangedFacts(null, { until: 1_795_806_782_536, rows: 1_795_806_782_536 });
  expect(until?.after).toMatch(/^2026-11-2\d \d\d:\d\d:02/);
  expect(rows?.after).toBe('1795806782536');
});
