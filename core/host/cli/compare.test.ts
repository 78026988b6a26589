import { expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import { buildComparison, compareRuns } from './compare.ts';

function createFakeRun(
  runId: string,
  params: Record<string, string>,
  metrics: Record<string, number | 'NaN'>,
): Run {
  return {
    runId,
    experimentId: '1',
    parentRunId: null,
    childCount: 0,
    name: `name ${runId}`,
    status: 'FINISHED',
    userId: '',
    startedAt: 1,
    endedAt: 2,
    lifecycle: 'active',
    artifactUri: '',
    client: '',
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
    metrics: Object.entries(metrics).map(([key, value]) => {
      return { key, value, step: 0, timestamp: 0, min: value, max: value, count: 1 };
    }),
    tags: [],
  };
}

const runs = [
  createFakeRun('a', { depth: '8', rate: '0.1' }, { loss: 0.5 }),
  createFakeRun('b', { depth: '9', rate: '0.1', extra: 'x' }, { loss: 'NaN', acc: 1 }),
];

it('keeps the params that differ and all metrics', () => {
  const { params, metrics } = buildComparison(runs, false);
  expect(params).toEqual([
    { key: 'depth', values: ['8', '9'] },
    { key: 'extra', values: [null, 'x'] },
  ]);
  expect(metrics).toEqual([
    { key: 'acc', values: [null, 1] },
    { key: 'loss', values: [0.5, 'NaN'] },
  ]);
  expect(buildComparison(runs, true).params.map(({ key }) => key)).toEqual(['depth', 'extra', 'rate']);
});

it('stands side by side on a terminal', () => {
  expect(compareRuns(runs, false).text(true)).toBe(
    [
      '                a         b',
      'run     name    name a    name b',
      'run     status  FINISHED  FINISHED',
      'param   depth   8         9',
      'param   extra             x',
      'metric  acc               1',
      'metric  loss    0.5       NaN',
      '',
    ].join('\n'),
  );
});
