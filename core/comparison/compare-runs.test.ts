import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

async function logRun(
  client: EngineClient,
  name: string,
  params: Record<string, string>,
  metrics: Record<string, number>,
): Promise<string> {
  const { runId } = await client.runs.create({ experimentId: '0', name });
  await client.runs.logBatch({
    runId,
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value })),
    tags: [{ key: 'mlflow.source.git.commit', value: `commit-of-${name}` }],
  });
  return runId;
}

describe('runs side by side', () => {
  it('what differs comes first, and what is not there is null', () =>
    withEngine(async ({ client }) => {
      const a = await logRun(client, 'a', { C: '1', alpha: 'x' }, { accuracy: 0.7, val_loss: 0.4, steps: 3 });
      const b = await logRun(
        client,
        'b',
        { C: '2', alpha: 'x', late: 'y' },
        { accuracy: 0.8, val_loss: 0.5 },
      );
      const found = await client.comparison.read({ runs: [a, b], baseline: b });
      expect(found.baseline).toBe(1);
      expect(found.texts.filter(({ kind }) => kind === 'param')).toEqual([
        { kind: 'param', key: 'C', values: ['1', '2'], differs: true },
        { kind: 'param', key: 'late', values: [null, 'y'], differs: true },
        { kind: 'param', key: 'alpha', values: ['x', 'x'], differs: false },
      ]);
      expect(found.texts).toContainEqual({
        kind: 'environment',
        key: 'git commit',
        values: ['commit-of-a', 'commit-of-b'],
        differs: true,
      });
      expect(found.metrics).toMatchObject([
        { key: 'accuracy', direction: 'higher', isShare: true, last: [0.7, 0.8], best: 0.8 },
        { key: 'steps', direction: 'none', last: [3, null], best: null, differs: true },
        { key: 'val_loss', direction: 'lower', isShare: false, last: [0.4, 0.5], best: 0.4 },
      ]);
    }));

  it('the direction of a metric that was set with the experiment counts before its name', () =>
    withEngine(async ({ client }) => {
      const a = await logRun(client, 'a', {}, { accuracy: 0.7 });
      const b = await logRun(client, 'b', {}, { accuracy: 0.8 });
      await client.experiments.setTag({
        experimentId: '0',
        key: 'stile.metric_direction.accuracy',
        value: 'lower',
      });
      const { metrics } = await client.comparison.read({ runs: [a, b] });
      expect(metrics).toMatchObject([{ direction: 'lower', isDirectionGiven: true, best: 0.7 }]);
    }));

  it('heads of ids name runs, those that are gone are said, and a head of several is refused', () =>
    withEngine(async ({ client, engine }) => {
      const a = await logRun(client, 'a', {}, {});
      const b = await logRun(client, 'b', {}, {});
      const found = await client.comparison.read({ runs: [a.slice(0, 12), b, 'ffffffffffff', a] });
      expect(found.runs.map(({ name }) => name)).toEqual(['a', 'b']);
      expect(found.missing).toEqual(['ffffffffffff']);
      await engine.ctx.write((tx) => {
        tx.db.run('UPDATE runs SET uuid = ? WHERE uuid = ?', `${a.slice(0, 12)}${'0'.repeat(20)}`, b);
        tx.unchanged();
      });
      expect(await failureOf(client.comparison.read({ runs: [a.slice(0, 12)] }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'runs', value: a.slice(0, 12) },
      });
    }));
});
