import { expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import { buildGroupLines } from './group-lines.ts';
import { groupId } from './group-row.ts';
import type { GroupItem } from './group-row.ts';

const group = (value: string | null, runs: number): GroupItem => ({
  by: 'params.C',
  value,
  label: null,
  runs,
  filter: `C ${String(value)}`,
  metrics: [],
});
const run = (runId: string): Run => ({ runId }) as Run;

it('stands groups above what is inside the open ones', () => {
  const [one, two] = [group('1', 3), group(null, 9)];
  const inner = { ...group('lr', 9), by: 'params.model' };
  const inside = new Map([
    [groupId(1, two.filter), { groups: [inner], total: 4 }],
    [groupId(2, inner.filter), { runs: [run('a'), run('b')], isMore: true }],
  ]);
  const lines = buildGroupLines({ root: { groups: [one, two], total: 2 }, inside });
  expect(lines.map((line) => [line.id, line.level, 'filler' in line ? line.count : line.expanded])).toEqual([
    ['group:1:C 1', 1, false],
    ['group:1:C null', 1, true],
    ['group:2:C lr', 2, true],
    ['a', 3, null],
    ['b', 3, null],
    ['more:group:2:C lr', 3, 7],
    ['more:group:1:C null', 2, 3],
  ]);
});

it('keeps a place for what is being read', () => {
  const one = group('1', 3);
  const inside = new Map([[groupId(1, one.filter), undefined]]);
  const lines = buildGroupLines({ root: { groups: [one], total: 1 }, inside });
  expect(lines.map(({ id }) => id)).toEqual(['group:1:C 1', 'unread:group:1:C 1']);
  expect(buildGroupLines({ root: undefined, inside: new Map() }).map(({ id }) => id)).toEqual([
    'unread:root',
  ]);
});
