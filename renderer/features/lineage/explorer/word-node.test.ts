import { expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import '#renderer/i18n/late/lineage-words.ts';
import { wordNode } from './word-node.ts';

const { t } = await createI18n('sv');

it.each([
  ['Batch', 'batches:/30', 'Batch 30', 'Sats 30'],
  ['BatchPredict', 'batch-predictions:/30', 'Predict batch 30', 'Prediktion av sats 30'],
  ['Monitor', 'monitorings:/30', 'Monitor batch 30', 'Kontroll av sats 30'],
  ['Alert', 'alerts:/9', 'Alert 9: volume', 'Larm 9: Volym'],
  ['Alert', 'alerts:/9', 'Alert 9: of a newer engine', 'Larm 9'],
  ['DatasetVersion', 'datasets:/reviews/3', 'reviews', 'reviews v3'],
  ['DatasetVersion', 'mlflow-datasets:/wine/1f', 'wine', 'wine'],
  ['ModelVersion', 'models:/churn/2', 'churn 2', 'churn v2'],
  ['Run', 'runs:/f', 'ibis-41', 'ibis-41'],
])('a %s at %s, recorded as "%s", is called %s', (type, uri, name, words) => {
  expect(wordNode({ type, uri, name }, t)).toBe(words);
});
