import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTable } from '#core/datasets/index.ts';
import { createModelRun, createTestVersion } from '#core/testing/test-models.ts';
import { testActor } from '#core/testing/with-engine.ts';
import { withScoring, type TestScoring } from '#core/testing/with-scoring.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

interface Facts {
  rows: (string | (string | number)[])[];
  labels: (string | number)[];
  classes: (string | number)[];
  probabilities: number[][];
}

const told = JSON.parse(readFileSync(join(fixtures, 'scikit-learn.json'), 'utf8')) as Record<
  'columns' | 'matrix' | 'regression' | 'texts',
  Facts
>;

const column = (name: string, type: string): object => ({ name, type, required: true });

/** What MLflow writes beside a model of ONNX. */
function mlmodel(inputs: object[] | null): string {
  const flavors = [
    'flavors:',
    '  onnx: { data: model.onnx, onnx_version: 1.23.2, providers: [CPUExecutionProvider] }',
    '  python_function: { loader_module: mlflow.onnx, data: model.onnx }',
  ];
  return [
    ...flavors,
    ...(inputs === null ? [] : [`signature: { inputs: '${JSON.stringify(inputs)}' }`]),
  ].join('\n');
}

interface Test extends TestScoring {
  /** Registers a model and waits until it answers. */
  serve(file: string, inputs: object[] | null, more?: Record<string, Buffer<ArrayBuffer>>): Promise<void>;
  /** The answer to a request; its predictions where there are any. */
  ask(body: object | string, headers?: Record<string, string>): Promise<{ status: number; body: Said }>;
}

interface Said {
  predictions?: unknown[];
  message?: string;
  outputs?: unknown[];
}

/** An engine on a machine without Python. */
function withoutPython(fn: (test: Test) => Promise<void>): Promise<void> {
  return withScoring(
    (test) => {
      const { client } = test;
      return fn({
        ...test,
        serve: async (file, inputs, more = {}) => {
          const files = { MLmodel: mlmodel(inputs), 'model.onnx': read(file), ...more };
          const source = `runs:/${await createModelRun(client, files)}/model`;
          const { version } = await createTestVersion(client, 'own', { source });
          await client.registry.promote({ name: 'own', version, reason: 'test' });
          const status = await test.until(
            ({ model, problem }) => model?.version === version || problem !== null,
          );
          expect(status.problem).toBeNull();
        },
        ask: async (body, headers) => {
          const { status, body: text } = await test.send('/invocations', { body, headers: headers ?? {} });
          return { status, body: JSON.parse(text) as Said };
        },
      });
    },
    { env: { PATH: '/nowhere' } },
  );
}

function read(file: string): Buffer<ArrayBuffer> {
  return Buffer.from(readFileSync(join(fixtures, file)));
}

const people = [column('age', 'float'), column('income', 'float'), column('country', 'string')];

describe('a model of ONNX, with no Python', () => {
  it('answers named columns in every form, as scikit-learn did', () =>
    withoutPython(async ({ serve, ask }) => {
      await serve('columns.onnx', people);
      const { rows, labels, probabilities } = told.columns;
      const columns = ['age', 'income', 'country'];
      const records = (rows as (string | number)[][]).map(([age, income, country]) => ({
        country,
        age,
        income,
      }));
      const csv = `age,income,country\n${(rows as (string | number)[][]).map((row) => row.join(',')).join('\n')}\n`;
      const forms = [
        { dataframe_split: { columns, data: rows } },
        { dataframe_records: records },
        { instances: records },
        { inputs: Object.fromEntries(columns.map((name, at) => [name, rows.map((row) => row[at])])) },
        csv,
      ];
      for (const form of forms) {
        const type = typeof form === 'string' ? 'text/csv' : 'application/json';
        const { status, body } = await ask(form, { 'content-type': type });
        expect(status).toBe(200);
        const predictions = body.predictions as { output_label: string; output_probability: number[] }[];
        expect(predictions.map((one) => one.output_label)).toEqual(labels);
        predictions.forEach((one, row) => {
          one.output_probability.forEach((value, at) => {
            expect(value).toBeCloseTo(probabilities[row]?.[at] ?? NaN, 5);
          });
        });
      }
    }));

  it('answers by the Open Inference Protocol', () =>
    withoutPython(async ({ serve, send }) => {
      await serve('matrix.onnx', null);
      const { rows, labels } = told.matrix;
      const described = JSON.parse((await send('/v2/models/own')).body) as { inputs: unknown };
      expect(described.inputs).toEqual([{ name: 'X', datatype: 'FP32', shape: [-1, 4] }]);
      const input = { name: 'X', datatype: 'FP32', shape: [5, 4], data: rows.flat() };
      const answer = await send('/v2/models/own/infer', { body: { id: 'mine', inputs: [input] } });
      expect(JSON.parse(answer.body)).toMatchObject({
        model_name: 'own',
        id: 'mine',
        outputs: [
          { name: 'label', datatype: 'INT64', shape: [5], data: labels },
          { name: 'probabilities', datatype: 'FP32', shape: [5, 3] },
        ],
      });
    }));

  it('gives a number per row, and takes rows whose weights lie in a file of their own', () =>
    withoutPython(async ({ serve, ask }) => {
      await serve('regression.onnx', [column('a', 'float'), column('b', 'float')]);
      const { rows, labels } = told.regression;
      // Columns go in by the signature's order, whatever the request's.
      const data = (rows as number[][]).map(([a, b]) => ({ b, a }));
      const { body } = await ask({ dataframe_records: data });
      (body.predictions as number[]).forEach((value, at) => {
        expect(value).toBeCloseTo(labels[at] as number, 5);
      });
      await serve('planes.onnx', null, { 'planes.weights': read('planes.weights') });
      const planes = [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [0, 0, 0],
          [0, 0, 2],
        ],
      ];
      expect((await ask({ instances: planes })).body.predictions).toEqual([10.5, 1]);
      expect((await ask({ inputs: { planes } })).body.predictions).toEqual([10.5, 1]);
      expect((await ask({ instances: [planes[0]?.flat()] })).body.predictions).toEqual([10.5]);
    }));

  it('answers any number of rows where the model was exported for one', () =>
    withoutPython(async ({ serve, ask }) => {
      await serve('single.onnx', null);
      const rows = [
        [1, 2],
        [3, -4],
      ];
      expect((await ask({ instances: rows })).body.predictions).toEqual([
        { twice: [2, 4], largest: 2 },
        { twice: [6, -8], largest: 3 },
      ]);
      expect((await ask({ instances: [[5, 6]] })).body.predictions).toEqual([
        { twice: [10, 12], largest: 6 },
      ]);
    }));

  it('is scored, measured and gated by pipelines, with the probability of its labels', () =>
    withoutPython(async ({ client, engine, serve }) => {
      await serve('texts.onnx', [column('text', 'string')]);
      const { rows, labels, probabilities } = told.texts;
      const { engine: ctx } = engine.rpcContext(testActor);
      const table = { name: 'films', columns: ['text', 'label'], message: '' };
      const data = rows.map((row, at) => [String(row), String(labels[at])]);
      const { uri } = await addTable(ctx, { ...table, rows: data });
      const predicted = await client.serving.predict({
        model: 'models:/own@champion',
        rows: rows,
      });
      predicted.predictions.forEach(({ label, confidence }, row) => {
        expect(label).toBe(labels[row]);
        expect(confidence).toBeCloseTo(Math.max(...(probabilities[row] ?? [])), 5);
      });
      const tasks = {
        predict: { type: 'stile/batch-predict', with: { model: 'models:/own@champion', dataset: uri } },
        evaluate: { type: 'stile/evaluate', with: { model: 'models:/own@champion', splits: { test: uri } } },
        monitor: {
          type: 'stile/monitor',
          needs: ['predict'],
          with: { batch: '{{ tasks.predict.outputs.batch }}' },
        },
      };
      await client.pipelines.save({
        name: 'score',
        text: JSON.stringify({ version: 1, name: 'score', tasks }),
      });
      const { pipelineRunId } = await client.pipelines.run({ name: 'score' });
      const run = await client.pipelines.waitRun({ pipelineRunId });
      expect(
        run.tasks.map(({ taskId, state, attempts }) => [taskId, state, attempts.at(-1)?.reason]),
      ).toEqual([
        ['predict', 'success', null],
        ['evaluate', 'success', null],
        ['monitor', 'success', null],
      ]);
      const outputs = Object.fromEntries(
        run.tasks.map(({ taskId, attempts }) => [taskId, attempts.at(-1)?.outputs]),
      );
      expect(outputs['predict']).toMatchObject({ rows: 5 });
      expect(Number(outputs['predict']?.['mean_confidence'])).toBeGreaterThan(0.5);
      expect(outputs['evaluate']).toMatchObject({ accuracy: { test: 1 } });
    }));

  it('refuses what does not fit, and says what it wants', () =>
    withoutPython(async ({ serve, ask }) => {
      await serve('columns.onnx', people);
      const refused: [object | string, RegExp][] = [
        [
          { dataframe_records: [{ age: 1, income: 2 }] },
          /wants "age", "income", "country", but the request has "age", "income"/,
        ],
        [
          {
            dataframe_records: [
              { age: 1, income: 2, country: 'SE' },
              { age: 'old', income: 2, country: 'SE' },
            ],
          },
          /Row 2 of "age" is "old", a string. Send a number/,
        ],
        [
          { dataframe_records: [{ age: 1, income: 2, country: 7 }] },
          /Row 1 of "country" is 7, a number. Send a text/,
        ],
        [{ instances: [[1, 2]] }, /but the request has 2 columns without names/],
        [{ instances: [] }, /has no rows/],
        [{ rows: [] }, /exactly one of dataframe_split/],
        ['{', /is not JSON/],
      ];
      for (const [body, words] of refused) {
        const answer = await ask(body);
        expect(answer.status).toBe(400);
        expect(answer.body.message).toMatch(words);
      }
    }));

  it('refuses shapes of nothing, rows that share no columns, and numbers that do not fit', () =>
    withoutPython(async ({ serve, ask, send }) => {
      await serve('matrix.onnx', null);
      const input = { name: 'X', datatype: 'FP32', shape: [1_000_000_000, 0], data: [] };
      const answer = await send('/v2/models/own/infer', { body: { inputs: [input] } });
      expect(answer.body).toContain('a list of sizes above 0 is wanted');
      const strangers = Array.from({ length: 5000 }, (_, row) => ({ [`c${row}`]: 1 }));
      const { status, body } = await ask({ dataframe_records: strangers });
      expect([status, body.message]).toEqual([
        400,
        'dataframe_records has 5000 rows with 5000 different names. Send the columns of the model alone.',
      ]);
    }));

  it('takes numbers in a CSV of texts as texts', () =>
    withoutPython(async ({ serve, ask }) => {
      await serve('texts.onnx', [column('text', 'string')]);
      const { status, body } = await ask('text\n12345\ngood film\n', { 'content-type': 'text/csv' });
      expect([status, body.predictions?.length]).toEqual([200, 2]);
    }));

  it('names the row whose values are too few', () =>
    withoutPython(async ({ serve, ask }) => {
      await serve('matrix.onnx', null);
      const { status, body } = await ask({ instances: [[1, 2, 3]] });
      expect(status).toBe(400);
      expect(body.message).toBe('Row 1 has 3 values for "X", but the model takes 4 (shape [-1, 4]).');
    }));

  it('says what the runtime says of files that are no model', () =>
    withoutPython(async ({ client }) => {
      for (const bytes of [
        Buffer.from('no model at all'),
        Buffer.alloc(0),
        read('columns.onnx').subarray(0, 900),
      ]) {
        const files = { MLmodel: mlmodel(people), 'model.onnx': Buffer.from(bytes) };
        const source = `runs:/${await createModelRun(client, files)}/model`;
        const { version } = await createTestVersion(client, 'broken', { source });
        const model = `models:/broken/${version}`;
        await expect(client.serving.predict({ model, rows: [{ age: 1 }] })).rejects.toMatchObject({
          code: 'MODEL_FAILED',
          message: expect.stringMatching(/ONNX Runtime cannot load it: .+onnx\.checker/) as string,
        });
      }
    }));
});
