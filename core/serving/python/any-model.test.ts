import { describe, expect, it } from 'vitest';
import type { PipelineRun } from '#contract/pipelines.ts';
import { addTable } from '#core/datasets/index.ts';
import { createModelRun, createTestVersion } from '#core/testing/test-models.ts';
import { testActor, withEngine, type TestEngine } from '#core/testing/with-engine.ts';

/** A model of two numbers with a loader of its own, which any Python can run without a package. */
const loader = `
import os, time

class Model:
    def predict(self, data):
        if max(data["x"]) > 5000:
            raise ValueError("x is too large")
        if max(data["x"]) > 1000:
            time.sleep(0.25 * len(list(data["x"])))
        return [bool(x + n > LIMIT) for x, n in zip(data["x"], data["n"])]

def _load_pyfunc(path):
    return Model()
`;

function numberModel(limit: number): Record<string, string> {
  const inputs = [
    { type: 'double', name: 'x', required: true },
    { type: 'long', name: 'n', required: true },
  ];
  return {
    MLmodel: [
      'flavors: { python_function: { loader_module: number_loader, code: code } }',
      `signature: { inputs: '${JSON.stringify(inputs)}' }`,
    ].join('\n'),
    'requirements.txt': '# any Python will do\n',
    'code/number_loader.py': loader.replace('LIMIT', String(limit)),
  };
}

interface Test extends TestEngine {
  /** Registers a model that says whether x + n is above a limit, and makes it the champion. Returns its source. */
  addModel(limit: number): Promise<string>;
  /** Rows of x, n and whether x + n is above 10; a missing label is null. Returns its address. */
  addRows(name: string, xs: readonly number[], isLabelled?: boolean): Promise<string>;
  /** Runs these tasks of a pipeline to their end. */
  run(tasks: Record<string, { type: string; with: object; needs?: string[] }>): Promise<PipelineRun>;
}

function withModels(fn: (test: Test) => Promise<void>): Promise<void> {
  return withEngine(
    async (test) => {
      const { client, engine } = test;
      const { engine: ctx } = engine.rpcContext(testActor);
      await fn({
        ...test,
        addModel: async (limit) => {
          const source = `runs:/${await createModelRun(client, numberModel(limit))}/model`;
          const { version } = await createTestVersion(client, 'sums', { source });
          await client.registry.promote({ name: 'sums', version, reason: 'test' });
          return source;
        },
        addRows: async (name, xs, isLabelled = true) => {
          const rows = xs.map((x) => [String(x), '1', x + 1 > 10 ? 'True' : 'False']);
          const columns = isLabelled ? ['x', 'n', 'label'] : ['x', 'n'];
          const table = { name, columns, rows: rows.map((row) => row.slice(0, columns.length)), message: '' };
          return (await addTable(ctx, table)).uri;
        },
        run: async (tasks) => {
          await client.pipelines.save({
            name: 'score',
            text: JSON.stringify({ version: 1, name: 'score', tasks }),
          });
          const { pipelineRunId } = await client.pipelines.run({ name: 'score' });
          return client.pipelines.waitRun({ pipelineRunId });
        },
      });
    },
    { env: { PATH: process.env['PATH'] } },
  );
}

const xs = Array.from({ length: 600 }, (_, i) => i / 20);

function outputsOf(run: PipelineRun, taskId: string): unknown {
  return run.tasks.find((task) => task.taskId === taskId)?.attempts.at(-1)?.outputs;
}

describe('a model in Python', () => {
  it('is scored, monitored and reported by a pipeline, by the columns that its signature names', () =>
    withModels(async ({ addModel, addRows, run, client }) => {
      await addModel(10);
      const dataset = await addRows('sums', xs);
      const finished = await run({
        predict: { type: 'stile/batch-predict', with: { model: 'models:/sums@champion', dataset } },
        monitor: {
          type: 'stile/monitor',
          needs: ['predict'],
          with: { batch: '{{ tasks.predict.outputs.batch }}' },
        },
        report: {
          type: 'stile/summary',
          needs: ['monitor'],
          with: { batch: '{{ tasks.predict.outputs.batch }}' },
        },
      });
      expect(finished.state).toBe('success');
      expect(outputsOf(finished, 'predict')).toEqual({
        batch: 1,
        rows: 600,
        model_version: 1,
        mean_confidence: null,
        oov_share: null,
      });
      expect(await client.monitoring.getBatch({ batchId: 1 })).toMatchObject({
        modelName: 'sums',
        classes: [
          { label: 'true', count: 419 },
          { label: 'false', count: 181 },
        ],
        meanConfidence: null,
        lowConfidenceShare: null,
        oovShare: null,
        meanLength: null,
        labelled: 600,
        accuracy: 1,
        classic: [],
      });
      const { rows } = await client.monitoring.rows({ batchId: 1, maxResults: 1 });
      const untold = { confidence: null, oovShare: null, length: null };
      expect(rows).toEqual([
        { row: 0, text: '{"x":0,"n":1}', prediction: 'false', label: 'false', ...untold },
      ]);
      const { checks, runId } = await client.monitoring.getBatch({ batchId: 1 });
      expect(checks.map(({ signal }) => signal)).toEqual(['volume', 'class_mix']);
      const { metrics } = await client.runs.get({ runId: runId ?? '' });
      expect(metrics.map(({ key }) => key)).not.toContain('average_confidence');
    }));

  it('has limits made from rows that a clean batch looks like, and alerts outside of them', () =>
    withModels(async ({ addModel, addRows, run, client }) => {
      await addModel(10);
      await addRows('usual', xs);
      await addRows('high', xs.slice(400), false);
      const watch = (dataset: string, batch: number) =>
        run({
          predict: { type: 'stile/batch-predict', with: { model: 'sums', dataset } },
          monitor: { type: 'stile/monitor', needs: ['predict'], with: { batch, reference: ['usual'] } },
        });
      expect(outputsOf(await watch('usual', 1), 'monitor')).toEqual({ alerts: 0, verdict: 'ok' });
      expect(outputsOf(await watch('high', 2), 'monitor')).toEqual({ alerts: 1, verdict: 'alert' });
      const { alerts } = await client.monitoring.alerts({});
      expect(alerts).toMatchObject([{ modelName: 'sums', signal: 'class_mix', batchId: 2, n: 200 }]);
    }));

  it('is measured by its columns, and its candidate compared with the champion on the same rows', () =>
    withModels(async ({ addModel, addRows, run, client }) => {
      const better = await addModel(10);
      await addModel(20);
      const dataset = await addRows('sums', xs);
      const splits = { test: dataset };
      const finished = await run({
        measure: { type: 'stile/evaluate', with: { model: better, splits } },
        gate: { type: 'stile/gate', with: { candidate: better, model: 'sums', splits, min_accuracy: 0.9 } },
      });
      expect(finished.state).toBe('success');
      expect(outputsOf(finished, 'measure')).toMatchObject({ accuracy: { test: 1 } });
      expect(outputsOf(finished, 'gate')).toMatchObject({
        candidate: { test: { accuracy: 1, n: 600 } },
        champion: { test: { accuracy: 400 / 600 } },
        champion_version: 'models:/sums/2',
        comparisons: { test: { onlyCandidate: 200, onlyBaseline: 0 } },
      });
      const { metrics } = await client.runs.get({ runId: better.split('/')[1] ?? '' });
      expect(metrics.map(({ key }) => key).sort()).toEqual(['test_accuracy', 'test_macro_f1']);
      // A candidate is none of the models that are served.
      expect((await client.serving.status({})).python).toMatchObject([{ name: 'sums', version: 2 }]);
    }));

  it('says which rows it failed on, and leaves no batch', () =>
    withModels(async ({ addModel, addRows, run, client }) => {
      await addModel(10);
      await addRows('odd', [...xs, 6000], false);
      const finished = await run({
        predict: { type: 'stile/batch-predict', with: { model: 'sums', dataset: 'odd' } },
      });
      expect(finished.state).toBe('failed');
      expect(finished.tasks[0]?.attempts[0]?.reason).toMatch(
        /ValueError: x is too large \(in rows \d+ to 601 of 601\)/,
      );
      expect((await client.monitoring.batches({})).batches).toEqual([]);
    }));

  it('is left at once by a run that is canceled', () =>
    withModels(async ({ addModel, addRows, client }) => {
      await addModel(10);
      await addRows(
        'slow',
        Array.from({ length: 3000 }, () => 2000),
        false,
      );
      const tasks = { predict: { type: 'stile/batch-predict', with: { model: 'sums', dataset: 'slow' } } };
      await client.pipelines.save({
        name: 'slow',
        text: JSON.stringify({ version: 1, name: 'slow', tasks }),
      });
      const { pipelineRunId } = await client.pipelines.run({ name: 'slow' });
      while ((await client.serving.status({})).python[0]?.state !== 'ready') {
        await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 20 });
      }
      const start = performance.now();
      expect(await client.pipelines.cancel({ pipelineRunId })).toMatchObject({ state: 'canceled' });
      expect(performance.now() - start).toBeLessThan(2500);
      expect((await client.monitoring.batches({})).batches).toEqual([]);
    }));
});
