import { expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import { buildRunLines } from './run-lines.ts';

function makeRun(runId: string, childCount = 0, parentRunId: string | null = null): Run {
  return {
    runId,
    experimentId: '1',
    parentRunId,
    childCount,
    name: runId,
    status: 'FINISHED',
    userId: '',
    startedAt: 0,
    endedAt: 1,
    lifecycle: 'active',
    artifactUri: '',
    client: '',
    params: [],
    metrics: [],
    tags: [],
  };
}

const idsAndLevels = (tree: Parameters<typeof buildRunLines>[0]): string[] =>
  buildRunLines(tree).map(({ id, level }) => `${id} ${String(level)}`);

it('puts the runs inside an open one under it, to any depth', () => {
  const children = new Map([
    ['a', { runs: [makeRun('b', 1, 'a')], asked: 200 }],
    ['b', { runs: [makeRun('c', 0, 'b')], asked: 200 }],
  ]);
  const tree = { roots: [makeRun('a', 1), makeRun('z')], children, flat: false };
  expect(idsAndLevels({ ...tree, expanded: new Set(['a', 'b']) })).toEqual(['a 1', 'b 2', 'c 3', 'z 1']);
  expect(idsAndLevels({ ...tree, expanded: new Set(['b']) })).toEqual(['a 1', 'z 1']);
  expect(idsAndLevels({ ...tree, expanded: new Set(['a', 'b']), flat: true })).toEqual(['a 1', 'z 1']);
});

it('stands in for children that are still read, and asks for those beyond the first', () => {
  const roots = [makeRun('a', 3)];
  const expanded = new Set(['a']);
  expect(idsAndLevels({ roots, children: new Map(), expanded, flat: false })).toEqual(['a 1', 'unread:a 2']);
  const some = new Map([['a', { runs: [makeRun('b', 0, 'a')], asked: 1 }]]);
  expect(idsAndLevels({ roots, children: some, expanded, flat: false })).toEqual(['a 1', 'b 2', 'more:a 2']);
});

it('ends at a run that stands inside itself', () => {
  const children = new Map([['a', { runs: [makeRun('a', 1, 'a')], asked: 200 }]]);
  expect(idsAndLevels({ roots: [makeRun('a', 1)], children, expanded: new Set(['a']), flat: false })).toEqual(
    ['a 1', 'a 2'],
  );
});
