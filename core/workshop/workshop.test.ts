import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

const realTime = { clock: systemClock };

/** A file of reviews in the manner of a shop's export: other columns, semicolons, Latin-1. */
function writeShopExport(folder: string, rows: number): string {
  const good = ['lovely', 'superb', 'delightful', 'great', 'wonderful'];
  const bad = ['dreadful', 'shabby', 'awful', 'poor', 'horrible'];
  const things = ['kettle', 'lamp', 'rug', 'chair', 'mug', 'café table', 'curtain'];
  const lines = Array.from({ length: rows }, (_, i) => {
    const word = (i % 2 === 0 ? good : bad)[Math.floor(i / 2) % 5] ?? '';
    const thing = things[i % things.length] ?? '';
    return `${i};"A ${word} ${thing}; order ${i}";${i % 2 === 0 ? 'bra' : 'dåligt'}`;
  });
  const file = join(folder, 'shop.csv');
  writeFileSync(file, Buffer.from(`Nr;Omdöme;Betyg\r\n${lines.join('\r\n')}\r\n`, 'latin1'));
  return file;
}

const useShop = (client: EngineClient, path: string) =>
  client.workshop.useData({
    name: 'shop',
    source: { kind: 'file', path },
    textColumn: 'Omdöme',
    labelColumn: 'Betyg',
  });

async function runToEnd(client: EngineClient, name: string, params = {}) {
  const { pipelineRunId } = await client.pipelines.run({ name, params });
  return client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 60_000 });
}

describe('a file of the user', () => {
  it('is mapped, split, trained on and predicted', { timeout: 60_000 }, () =>
    withEngine(async ({ client, folder }: TestEngine) => {
      const report = await useShop(client, writeShopExport(folder, 200));
      expect(report).toMatchObject({
        model: 'shop_classifier',
        pipelines: ['shop_train', 'shop_predict'],
        rows: { train: 140, heldout: 30, warehouse: 30 },
        skippedRows: 0,
        classes: [
          { label: 'bra', count: 100 },
          { label: 'dåligt', count: 100 },
        ],
      });
      const { pipelines } = await client.pipelines.list({});
      expect(pipelines.flatMap(({ problems }) => problems)).toEqual([]);
      expect(await runToEnd(client, 'shop_train')).toMatchObject({ state: 'success' });
      expect(await runToEnd(client, 'shop_predict', { rows: 20 })).toMatchObject({ state: 'success' });
      const { champion } = await client.registry.get({ name: 'shop_classifier' });
      expect(champion?.version.version).toBe(1);
      // What it predicted for the held-out rows stays with the run, for comparisons on the same rows.
      const runId = champion?.version.runId ?? '';
      const { tables } = await client.comparison.significance({ runs: [runId] });
      expect(tables).toContain('evaluation/predictions_heldout.csv');
      const path = 'evaluation/predictions_heldout.csv';
      const { chunk } = await client.artifacts.read({ runId, path, offset: 0 });
      expect((await chunk.text()).split('\n').slice(0, 2)).toEqual([
        'id,target,prediction',
        expect.stringMatching(/^shop_heldout\/1:0,(bra|dåligt),(bra|dåligt)$/),
      ]);
      const answer = await client.serving.predict({ model: 'shop_classifier', texts: ['a superb lamp'] });
      expect(answer.predictions[0]?.label).toBe('bra');
    }, realTime),
  );

  it('may be small: a batch has no more rows than there are to draw from', { timeout: 60_000 }, () =>
    withEngine(async ({ client, folder }: TestEngine) => {
      const { rows } = await useShop(client, writeShopExport(folder, 40));
      expect(await runToEnd(client, 'shop_train', { folds: 2 })).toMatchObject({ state: 'success' });
      const run = await runToEnd(client, 'shop_predict');
      expect(run).toMatchObject({ state: 'success', params: { rows: rows.warehouse } });
    }, realTime),
  );

  it('is refused before anything is kept when a name or a column cannot be meant', () =>
    withEngine(async ({ client, folder }: TestEngine) => {
      const source = { kind: 'file' as const, path: writeShopExport(folder, 40) };
      const asked = { name: 'shop', source, textColumn: 'Omdöme', labelColumn: 'Betyg' };
      const failures = await Promise.all([
        failureOf(client.workshop.useData({ ...asked, labelColumn: 'Omdöme' })),
        failureOf(client.workshop.useData({ ...asked, name: 'x'.repeat(190) })),
      ]);
      expect(failures).toMatchObject([
        { code: 'INVALID_ARGUMENT', data: { field: 'labelColumn', value: 'Omdöme' } },
        { code: 'INVALID_ARGUMENT', data: { field: 'name' } },
      ]);
      expect(await client.datasets.list({})).toMatchObject({ datasets: [] });
    }));

  it('gives the same datasets and pipelines when it is used again', () =>
    withEngine(async ({ client, folder }) => {
      const path = writeShopExport(folder, 100);
      const first = await useShop(client, path);
      expect(await useShop(client, path)).toEqual(first);
      const { versions } = await client.datasets.versions({ name: 'shop_train' });
      expect(versions).toHaveLength(1);
    }));

  it.each([
    ['a column that is not there', 'Nr;Omdöme;X\n1;a;b\n', 'DATA_INVALID', 'missing_column'],
    ['one label', `Nr;Omdöme;Betyg\n${rowsOf(40, () => 'bra')}`, 'DATA_INVALID', 'one_class'],
    ['five rows', `Nr;Omdöme;Betyg\n${rowsOf(5, (i) => `${i % 2}`)}`, 'DATA_INVALID', 'too_few_rows'],
    [
      'a label column that is no label',
      `Nr;Omdöme;Betyg\n${rowsOf(60, (i) => `id ${i}`)}`,
      'DATA_INVALID',
      'too_few_per_class',
    ],
    ['no rows', 'Nr;Omdöme;Betyg\n', 'DATA_INVALID', 'empty'],
  ])('with %s is refused with what to do, and no pipeline is made', (_, content, code, problem) =>
    withEngine(async ({ client, folder }) => {
      const path = join(folder, 'bad.csv');
      writeFileSync(path, content);
      const failure = await failureOf(useShop(client, path));
      expect(failure).toMatchObject({ code, data: { problem } });
      expect((failure.data as { remedy: string }).remedy).not.toBe('');
      expect((await client.pipelines.list({})).pipelines).toEqual([]);
    }),
  );
});

function rowsOf(n: number, label: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => `${i};word${i} thing;${label(i)}`).join('\n');
}

describe('the workshop', () => {
  it('is made once: a second call and the user’s own files stay as they are', () =>
    withEngine(async ({ client }) => {
      const first = await client.workshop.create({});
      const { text } = await client.pipelines.get({ name: 'train' });
      await client.pipelines.save({ name: 'train', text: text.replace('default: 5', 'default: 3') });
      expect(await client.workshop.create({})).toEqual(first);
      expect((await client.pipelines.get({ name: 'train' })).text).toContain('default: 3');
      for (const { versions } of (await client.datasets.list({})).datasets) expect(versions).toBe(1);
    }));

  it('has a Swedish one that trains', { timeout: 60_000 }, () =>
    withEngine(async ({ client }) => {
      const { pipelines, model } = await client.workshop.create({ language: 'sv' });
      expect(await runToEnd(client, pipelines[0] ?? '')).toMatchObject({ state: 'success' });
      const answer = await client.serving.predict({
        model,
        texts: ['Helt underbart, vi kommer gärna tillbaka'],
      });
      expect(answer.predictions).toHaveLength(1);
    }, realTime),
  );

  it('leads from the data to the alert, in both directions', { timeout: 60_000 }, () =>
    withEngine(async ({ client }) => {
      await client.workshop.create({});
      expect(await runToEnd(client, 'train')).toMatchObject({ state: 'success' });
      expect(await runToEnd(client, 'predict', { drift: true })).toMatchObject({ state: 'success' });
      const [alert] = (await client.monitoring.alerts({})).alerts;
      const up = await client.lineage.trace({ uri: `alerts:/${alert?.alertId ?? 0}`, direction: 'upstream' });
      const uris = up.nodes.map(({ uri }) => uri);
      expect(uris).toEqual(expect.arrayContaining(['models:/sentiment_classifier/1', 'datasets:/reviews/1']));
      expect(up.nodes.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['DatasetVersion', 'Run', 'ModelVersion', 'Batch', 'Alert']),
      );
      const down = await client.lineage.trace({ uri: 'datasets:/reviews/1', direction: 'downstream' });
      expect(down.nodes.map(({ uri }) => uri)).toContain(`alerts:/${alert?.alertId ?? 0}`);
    }, realTime),
  );
});
