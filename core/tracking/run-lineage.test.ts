import { describe, expect, it } from 'vitest';
import { traceLineage } from '#core/lineage/index.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('the lineage of a run', () => {
  it('leads from the datasets that it used, of this workspace and of a client', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      await client.runs.logInputs({
        runId,
        datasets: [
          { name: 'reviews', digest: 'abc', sourceType: 'stile', source: 'datasets:/reviews/2' },
          { name: 'other', digest: 'd1', sourceType: 'local', source: '/tmp/x.csv' },
        ],
      });
      const graph = traceLineage(engine.ctx, { uri: `runs:/${runId}`, direction: 'upstream', depth: 5 });
      expect(graph.edges.map(({ from }) => from).sort()).toEqual([
        'datasets:/reviews/2',
        'mlflow-datasets:/other/d1',
      ]);
    }));

  it('goes by the name that the run has now', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      const datasets = [{ name: 'a', digest: 'b', sourceType: 'x', source: 'y' }];
      await client.runs.logInputs({ runId, datasets });
      const nameNow = () => {
        const { nodes } = traceLineage(engine.ctx, {
          uri: `runs:/${runId}`,
          direction: 'upstream',
          depth: 1,
        });
        return nodes.find(({ uri }) => uri === `runs:/${runId}`)?.name;
      };
      await client.runs.update({ runId, name: 'batch_4', status: 'FINISHED' });
      expect(nameNow()).toBe('batch_4');
      await client.runs.setTag({ runId, key: 'mlflow.runName', value: 'the last batch' });
      expect(nameNow()).toBe('the last batch');
    }));

  it('follows its status, and a run without inputs leaves none', () =>
    withEngine(async ({ client, engine }) => {
      const stateOf = (runId: string) =>
        engine.ctx.db.get<{ state: string }>(
          'SELECT state FROM lineage_executions WHERE uri = ?',
          `runs:/${runId}`,
        )?.state;
      const [used, plain] = [await createTestRun(client), await createTestRun(client)];
      const datasets = [{ name: 'a', digest: 'b', sourceType: 'x', source: 'y' }];
      await client.runs.logInputs({ runId: used.runId, datasets });
      expect(stateOf(used.runId)).toBe('RUNNING');
      await client.runs.update({ runId: used.runId, status: 'FAILED' });
      await client.runs.update({ runId: plain.runId, status: 'FINISHED' });
      expect([stateOf(used.runId), stateOf(plain.runId)]).toEqual(['FAILED', undefined]);
    }));
});
