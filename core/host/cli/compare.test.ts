import { expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { comparisonResult, readComparison } from './compare.ts';

it('sets runs side by side as the engine does: in JSON all of it, on a terminal what differs', () =>
  withEngine(async ({ client }) => {
    const runs: string[] = [];
    for (const depth of ['8', '9']) {
      const { runId } = await createTestRun(client, { name: `depth ${depth}` });
      runs.push(runId);
      await client.runs.logBatch({
        runId,
        params: [
          { key: 'depth', value: depth },
          { key: 'rate', value: '0.1' },
        ],
        metrics: [{ key: 'loss', value: depth === '8' ? 0.5 : 'NaN' }],
      });
    }
    const [a = '', b = ''] = runs;
    const comparison = await readComparison(client, [a.slice(0, 12), b], b);
    expect(comparisonResult(comparison, false).json).toEqual(
      await client.comparison.read({ runs, baseline: b }),
    );
    const lines = (all: boolean): string[] => comparisonResult(comparison, all).text(true).split('\n');
    expect(lines(false).map((line) => line.split(/ {2,}/))).toEqual([
      ['', a.slice(0, 8), b.slice(0, 8)],
      ['run', 'name', 'depth 8', 'depth 9'],
      ['run', 'status', 'RUNNING', 'RUNNING'],
      ['param', 'depth', '8', '9'],
      ['metric', 'loss', '0.5', 'NaN'],
      [''],
    ]);
    expect(lines(true).join('\n')).toMatch(/param +rate +0\.1 +0\.1/);
  }));

it('says which run is not there, and that a baseline is none of them', () =>
  withEngine(async ({ client }) => {
    const { runId } = await createTestRun(client);
    expect(await failureOf(readComparison(client, [runId, 'nothing-of-it']))).toMatchObject({
      code: 'NOT_FOUND',
      data: { kind: 'run', id: 'nothing-of-it' },
    });
    expect(await failureOf(readComparison(client, [runId], 'another'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      data: { field: 'baseline', value: 'another' },
    });
  }));
