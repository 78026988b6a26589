import { expect, it } from 'vitest';
import { createTestVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { intervalOf } from './proportion.ts';

const name = 'churn';
const metrics = [
  { key: 'accuracy', split: 'heldout', value: 0.9, n: 600, dataset: 'datasets:/reviews_heldout/1' },
  { key: 'accuracy', split: 'new|shop', value: 0.5, n: 40, dataset: null },
  { key: 'log_loss', split: 'heldout', value: 0.31, n: 600, dataset: null },
];

it('says what is recorded, what people wrote, and what to look out for', () =>
  withEngine(async ({ client }) => {
    await createTestVersion(client, name, { metrics });
    await client.registry.promote({ name, version: 1, reason: 'first | <b>of all</b>' });
    for (const [key, value] of [
      ['stile.card.intended_use', 'Sorting *reviews*.\n\n<script>alert(1)</script>'],
      ['stile.card.owner', 'kj'],
    ] as const)
      await client.registry.setTag({ name, key, value });
    const card = await client.promotion.card({ name, version: 1 });
    expect(card).toMatchObject({ owner: 'kj', isChampion: true, files: { count: 4 } });
    expect(card.metrics[0]?.low).toBeCloseTo(0.873, 3);
    expect(card.metrics[0]?.high).toBeCloseTo(0.922, 3);
    expect(card.metrics[2]).toMatchObject({ low: null, high: null });
    expect(card.findings.map(({ code }) => code)).toEqual(['few_rows', 'split_gap', 'no_data', 'unpinned']);
    const markdown = await client.promotion.cardDocument({ name, version: 1, format: 'markdown' });
    expect(markdown.fileName).toBe('churn-v1-card.md');
    expect(markdown.text).toContain('Sorting *reviews*.');
    // A bar inside a cell does not end it.
    expect(markdown.text).toContain('| `new\\|shop` | 0.5 | 0.352 – 0.648 | 40 |');
    const swedish = await client.promotion.cardDocument({ name, version: 1, format: 'html', language: 'sv' });
    expect(swedish.fileName).toBe('churn-v1-card.html');
    expect(swedish.text).toContain('<h2>Avsedd användning</h2>');
    expect(swedish.text).toContain('0,352 – 0,648');
    expect(swedish.text).not.toMatch(/<script|<b>/);
  }));

it.each([
  ['accuracy', 0.5, 100, 0.404, 0.596],
  ['accuracy', 1, 10, 0.722, 1],
  ['top_5_accuracy', 0, 10, 0, 0.278],
])('the interval of %s %f of %i rows', (key, value, n, low, high) => {
  const found = intervalOf(key, value, n);
  expect(found.low).toBeCloseTo(low, 3);
  expect(found.high).toBeCloseTo(high, 3);
});

it.each([
  ['macro_f1', 0.5, 100],
  ['mean_accuracy', 0.5, 100],
  ['accuracy', 0.5, null],
  ['accuracy', 'NaN', 100],
])('%s %s of %s rows has none', (key, value, n) => {
  expect(intervalOf(key, value, n)).toEqual({ low: null, high: null });
});
