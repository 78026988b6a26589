import { describe, expect, it } from 'vitest';
import { datasetTaskTypes, readColumns } from '#core/datasets/index.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { addFile, createTestTask } from '../testing.ts';
import { drawPlaces } from './draw.ts';

async function runTask(test: TestEngine, name: string, input: object, overrides = {}) {
  const type = datasetTaskTypes.find((each) => each.name === name);
  if (type === undefined) throw new Error(`there is no ${name}`);
  return type.run(createTestTask(test, overrides), input);
}

function addWarehouse(test: TestEngine, name = 'warehouse', rows = 100) {
  const lines = Array.from({ length: rows }, (_, n) => `"review ${n} of ${name}, long enough",${n % 2}`);
  return addFile(test, `text,label\n${lines.join('\n')}\n`, { name, file: `${name}.csv` });
}

describe('stile/load-dataset', () => {
  const load = (test: TestEngine, input: object) => runTask(test, 'stile/load-dataset', input);

  it('pins the newest version, or the one that is named', () =>
    withEngine(async (test) => {
      await addFile(test, 'text,label\na,1\n');
      await addFile(test, 'text,label\na,1\nb,0\n');
      expect(await load(test, { dataset: 'reviews' })).toEqual({
        ...{ dataset: 'datasets:/reviews/2', name: 'reviews', version: 2, rows: 2 },
      });
      expect(await load(test, { dataset: 'reviews@1' })).toMatchObject({ version: 1, rows: 1 });
      expect(await failureOf(load(test, { dataset: 'nothing' }))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await failureOf(load(test, { dataset: 'reviews', colums: ['a'] }))).toMatchObject({
        message: expect.stringContaining('colums'),
      });
    }));

  it('puts the rows of others after it, by the columns that all have', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      await addFile(test, 'id,text,label\n1,a,1\n2,,0\n');
      await addFile(test, 'label,text\n1,drift\n', { name: 'drift' });
      const joined = await load(test, { dataset: 'reviews', append: 'drift' });
      expect(joined).toEqual({ dataset: 'datasets:/reviews/2', name: 'reviews', version: 2, rows: 3 });
      expect(await readColumns(ctx, 'reviews@2', ['text', 'label'])).toEqual([
        ['a', null, 'drift'],
        ['1', '0', '1'],
      ]);
      const named = await load(test, { dataset: 'reviews@1', append: ['drift', 'drift@1'], name: 'all' });
      expect(named).toMatchObject({ name: 'all', rows: 4 });
      const graph = await test.client.lineage.trace({
        uri: 'datasets:/all/1',
        direction: 'upstream',
        depth: 4,
      });
      expect(JSON.stringify(graph)).toContain('datasets:/drift/1');
      const failure = await failureOf(load(test, { dataset: 'reviews@1', append: 'drift', columns: ['id'] }));
      expect(failure).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'missing_column', value: 'id' },
      });
    }));

  it('keeps the columns that are asked for', () =>
    withEngine(async (test) => {
      await addFile(test, 'id,text,label\n1,a,1\n2,b,0\n');
      const kept = await load(test, { dataset: 'reviews', columns: ['text'], name: 'texts' });
      expect(kept).toMatchObject({ name: 'texts', version: 1, rows: 2 });
      const all = await load(test, { dataset: 'reviews', columns: ['id', 'text', 'label'] });
      expect(all).toMatchObject({ dataset: 'datasets:/reviews/1' });
    }));
});

describe('stile/generate-batch', () => {
  const draw = (test: TestEngine, input: object, pipelineRunId = 'run-1') =>
    runTask(test, 'stile/generate-batch', input, { pipelineRunId });

  it('draws other rows in each pipeline run, and the same in a retry', () =>
    withEngine(async (test) => {
      await addWarehouse(test);
      const input = { warehouse: 'warehouse', rows: 10 };
      const first = await draw(test, input);
      expect(first).toEqual({ dataset: 'datasets:/batch_input/1', source: 'warehouse', rows: 10 });
      const [texts = []] = await readColumns(test.engine.ctx, 'batch_input@1', ['text', 'label']);
      expect(new Set(texts).size).toBe(10);
      expect(await draw(test, input)).toEqual(first);
      expect(await draw(test, input, 'run-2')).toMatchObject({ dataset: 'datasets:/batch_input/2' });
      expect(await draw(test, { ...input, seed: 5 })).toEqual(
        await draw(test, { ...input, seed: 5 }, 'run-9'),
      );
    }));

  it('draws from the drift warehouse when drift is on', () =>
    withEngine(async (test) => {
      await addWarehouse(test);
      await addWarehouse(test, 'slang', 30);
      const input = { warehouse: 'warehouse', rows: 30, drift: true };
      expect(await draw(test, { ...input, drift_warehouse: 'slang' })).toMatchObject({
        source: 'slang',
        rows: 30,
      });
      expect(await failureOf(draw(test, input))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }));

  it('says how many rows there are when they are too few', () =>
    withEngine(async (test) => {
      await addWarehouse(test, 'warehouse', 5);
      const failure = await failureOf(draw(test, { warehouse: 'warehouse', rows: 6 }));
      expect(failure).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'too_few_rows', value: '6', place: '5' },
      });
      expect(failure.message).toContain('has 5 rows, and 6 are asked for');
    }));

  it('ends when it is canceled', () =>
    withEngine(async (test) => {
      await addWarehouse(test);
      const signal = AbortSignal.abort();
      const input = { warehouse: 'warehouse', rows: 5 };
      const failure = await failureOf(runTask(test, 'stile/generate-batch', input, { signal }));
      expect(failure).toMatchObject({ code: 'CANCELED' });
    }));
});

describe('drawing places', () => {
  it('is fair, and never draws one twice', () => {
    const counts = new Array<number>(20).fill(0);
    const firsts = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 4000; seed++) {
      const places = drawPlaces(20, 5, seed);
      expect(new Set(places).size).toBe(5);
      for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
      const [first = 0] = places;
      firsts[first] = (firsts[first] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(110);
    for (const count of firsts) expect(Math.abs(count - 200)).toBeLessThan(60);
    expect(drawPlaces(3, 3, 1).sort()).toEqual([0, 1, 2]);
  });
});

describe('what a task reads', () => {
  const reads = (wanted: string, input: object): readonly string[] | undefined =>
    datasetTaskTypes.find(({ name }) => name === wanted)?.readsDatasets?.(input);

  it('is what it names, but for a dataset that it puts its own versions into', () => {
    const load = 'stile/load-dataset';
    const extra = 'datasets:/extra/2';
    expect(reads(load, { dataset: 'reviews' })).toEqual(['reviews']);
    expect(reads(load, { dataset: 'reviews', append: ['more', extra] })).toEqual(['more', extra]);
    const joined = ['reviews@3', 'more'];
    expect(reads(load, { dataset: 'reviews@3', append: 'more', name: 'all' })).toEqual(joined);
    expect(reads(load, { data: 'reviews' })).toEqual([]);
  });

  it('is the warehouse that it draws from', () => {
    const drawn = { warehouse: 'usual', rows: 3, drift_warehouse: 'odd' };
    expect(reads('stile/generate-batch', drawn)).toEqual(['usual']);
    expect(reads('stile/generate-batch', { ...drawn, drift: true })).toEqual(['odd']);
  });
});
