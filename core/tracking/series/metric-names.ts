import type { Outputs } from '#contract/procedures.ts';
import type { ColumnReader } from '#core/store/column-reader.ts';

/** See the contract. */
export function readMetricNames(
  reader: ColumnReader,
  runIds: readonly string[],
): Outputs['runs']['metricNames'] {
  const rows = reader.rows<[string, number, number, number, number, number]>(
    `SELECT k.name, count(*), sum(l.count), max(l.count), CAST(max(l.step) AS REAL), max(l.timestamp)
     FROM json_each(?) run JOIN runs r ON r.uuid = run.value
     JOIN latest_metrics l ON l.run_id = r.id JOIN keys k ON k.id = l.key_id
     GROUP BY l.key_id ORDER BY k.name`,
    JSON.stringify([...new Set(runIds)]),
  );
  return {
    names: rows.map(([key, runs, points, longest, lastStep, lastAt]) => ({
      key,
      runs,
      points,
      longest,
      lastStep,
      lastAt,
    })),
  };
}
