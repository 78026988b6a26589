import type { MetricTrend, ModelVersion } from '#contract/registry.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { chooseMainMetric } from '#core/tracking/index.ts';
import type { ModelRow } from './find.ts';

/** Versions that a trend looks back on. */
const mostVersions = 20;

type Told = Pick<ModelVersion, 'metrics'>;

/**
 * The figure that says most of a model, its accuracy on held-out rows where there is one, over its newest versions, the
 * oldest first; null where the newest version has no metrics.
 */
export function readTrend(db: ReadableDb, model: ModelRow, newest: Told | null): MetricTrend | null {
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

/** By the rule for runs, which log a figure under the name of its split. */
function findTelling({ metrics }: Told): Told['metrics'][number] | undefined {
  const nameOf = ({ split, key }: Told['metrics'][number]): string => `${split}_${key}`;
  const candidates = metrics.map((metric) => ({ ...metric, key: nameOf(metric), runs: 1, differs: false }));
  const main = chooseMainMetric(candidates, []);
  return metrics.find((metric) => nameOf(metric) === main);
}
