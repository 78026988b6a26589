import { expect, it } from 'vitest';
import { createModelRun, createTestVersion, modelFiles } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { pairedDifference } from './gate-champion.ts';
import { levelOf } from './parity.ts';

it('each gate says what it found, and a failing one does not hide the others', () =>
  withEngine(async ({ client }) => {
    await createTestVersion(client, 'churn');
    await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
    const signature = `  inputs: '[{"type": "string", "name": "text", "required": true}, {"type": "string", "name": "shop", "required": true}]'`;
    const files = modelFiles();
    const asksMore = files['MLmodel']?.replace(/ {2}inputs: .*/, signature) ?? '';
    const runId = await createModelRun(client, modelFiles({ MLmodel: asksMore }));
    await createTestVersion(client, 'churn', { source: `runs:/${runId}/model` });
    const { gates } = await client.promotion.gates({ name: 'churn', version: 2 });
    expect(gates.map(({ gate, state, code }) => [gate, state, code])).toEqual([
      ['beats_champion', 'skipped', 'no_rows'],
      ['schema', 'failed', 'more_needed'],
      ['environment', 'passed', 'text'],
      ['smoke', 'failed', 'refused'],
      ['drift_reference', 'failed', 'missing'],
    ]);
    // For a screen in another language than that of the sentence.
    expect(gates[3]?.failure).toMatchObject({ code: 'MODEL_DAMAGED' });
    const first = await client.promotion.gates({ name: 'churn', version: 1 });
    expect(first.gates[0]).toMatchObject({ state: 'skipped', code: 'is_champion' });
  }));

it('accuracies without the rows that they were measured on are not held against each other', () =>
  withEngine(async ({ client }) => {
    const of = { key: 'accuracy', n: 400, dataset: null };
    await createTestVersion(client, 'churn', { metrics: [{ ...of, split: 'heldout', value: 0.8 }] });
    await createTestVersion(client, 'churn', { metrics: [{ ...of, split: 'heldout', value: 0.85 }] });
    await createTestVersion(client, 'churn', { metrics: [{ ...of, split: 'train', value: 0.99 }] });
    await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
    const codes = [2, 3].map(
      async (version) => (await client.promotion.gates({ name: 'churn', version })).gates[0],
    );
    expect(await Promise.all(codes)).toMatchObject([
      { state: 'skipped', code: 'untold_rows' },
      { state: 'skipped', code: 'no_rows' },
    ]);
  }));

it(
  'a version trained for new words passes on all rows that it is held against, and answers its own example',
  { timeout: 60_000 },
  () =>
    withEngine(async ({ client }) => {
      await client.workshop.create({});
      for (const params of [{}, { include_drift: true, promote: false }]) {
        const { pipelineRunId } = await client.pipelines.run({ name: 'train', params });
        const run = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 60_000 });
        expect(run.state).toBe('success');
      }
      const { gates } = await client.promotion.gates({ name: 'sentiment_classifier', version: 2 });
      expect(gates.map(({ gate, state, code }) => [gate, state, code])).toEqual([
        ['beats_champion', 'passed', 'better'],
        ['schema', 'passed', 'same'],
        ['environment', 'passed', 'text'],
        ['smoke', 'passed', 'answered'],
        ['drift_reference', 'passed', 'present'],
      ]);
      // Worse on the rows of old by itself, far better on the new ones.
      const heldOut = gates[0]?.facts ?? {};
      expect(heldOut).toMatchObject({ split: 'heldout, drift_heldout', champion: 1, n: 840 });
      expect(Number(heldOut['low'])).toBeGreaterThan(0);
    }),
);

it('the schema gate tells the first of many columns and how many there are', () =>
  withEngine(async ({ client }) => {
    const columns = Array.from({ length: 30 }, (_, i) => `{"type": "double", "name": "x${i}"}`);
    const files = modelFiles();
    const wide = files['MLmodel']?.replace(/ {2}inputs: .*/, `  inputs: '[${columns.join(', ')}]'`) ?? '';
    const runId = await createModelRun(client, modelFiles({ MLmodel: wide }));
    await createTestVersion(client, 'wide', { source: `runs:/${runId}/model` });
    const { gates } = await client.promotion.gates({ name: 'wide', version: 1 });
    expect(gates[1]?.facts['inputs']).toBe('x0: double, x1: double, x2: double, … (30)');
  }));

it('the interval of a difference on the same rows holds it, and is wide for few rows', () => {
  const { delta, low, high } = pairedDifference({ n: 528, onlyCandidate: 40, onlyBaseline: 21, pValue: 0 });
  expect(delta).toBeCloseTo(19 / 528);
  expect([low, high].map((end) => Number((end ?? 0).toFixed(3)))).toEqual([0.007, 0.065]);
  const few = pairedDifference({ n: 10, onlyCandidate: 2, onlyBaseline: 0, pValue: 0 });
  expect(few.low).toBeLessThan(0);
  expect(few.high).toBeGreaterThan(0.2);
});

it.each([
  ['1.4.2', '1.4.2', 'same'],
  ['1.4.2', '1.4.3', 'patch'],
  ['1.4.2', '1.5.0', 'minor'],
  ['1.4', '0.24.1', 'major'],
  ['1.4', '1.4.0', 'same'],
  ['1.4.2', null, 'missing'],
  ['>=1,<2', '1.5.0', 'unpinned'],
])('%s beside %s is %s', (recorded, found, level) => {
  expect(levelOf(recorded, found)).toBe(level);
});
