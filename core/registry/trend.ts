import type { MetricTrend, ModelVersion } from '#contract/registry.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { ModelRow } from './find.ts';

/** Versions that a trend looks back on. */
const mostVersions = 20;

/**
 * The figure that says most of a model, its accuracy on held-out rows where there is one, over its newest versions, the
 * oldest first; null where the newest version has no metrics.
 */
export function readTrend(
  db: ReadableDb,
  model: ModelRow,
  newest: Pick<ModelVersion, 'metrics'> | null,
): MetricTrend | null {
  const told = newest === null ? undefined : findTelling(newest);
  if (told === undefined) return null;
  const { split, key } = told;
  const points = db.all<MetricTrend['points'][number]>(
    `SELECT v.version, m.value ->> '$.value' AS value, m.value ->> '$.n' AS n
     FROM (SELECT version, metrics FROM model_versions WHERE model_id = ? ORDER BY version DESC LIMIT ?) v,
       json_each(v.metrics) m
     WHERE m.value ->> '$.split' = ? AND m.value ->> '$.key' = ? GROUP BY v.version ORDER BY v.version`,
    model.id,
    mostVersions,
    split,
    key,
  );
  return { split, key, points };
}

function findTelling({
  metrics,
}: Pick<ModelVersion, 'metrics'>): ModelVersion['metrics'][number] | undefined {
  const isAccuracy = ({ key }: { key: string }): boolean =>
    key.includes('accuracy') && !/std|lower|upper/.test(key);
  const rank = ({ split }: { split: string }): number => (split === 'heldout' ? 0 : split === 'cv' ? 1 : 2);
  const [first] = metrics.filter(isAccuracy).toSorted((a, b) => rank(a) - rank(b));
  return first ?? metrics[0];
}
