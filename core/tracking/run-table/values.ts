import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { testContains } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '../find.ts';
import { findSource, indexedTable } from '../search/value-source.ts';
import { groupableAttributes } from './group-keys.ts';

/** See the contract. One pass over the covering index of the key. */
export function readRunValues(
  { db }: Pick<EngineContext, 'db'>,
  { experimentId, kind, key, containing = '', maxResults = 20 }: Inputs['runs']['values'],
): Outputs['runs']['values'] {
  if (kind === 'attribute' && !groupableAttributes.includes(key)) {
    const remedy = `Use ${groupableAttributes.join(', ')}.`;
    throw invalidArgument('key', key, 'the values of this attribute are not listed', remedy);
  }
  const { id } = findExperiment(db, experimentId);
  const source = findSource(db, kind, key);
  if (source === null) return { values: [] };
  const within = source.table === 'runs' ? 'lifecycle = 0' : source.keyTest;
  const { column } = source;
  const contains = testContains(column, containing);
  const values = db.all<{ value: string; count: number }>(
    `SELECT ${column} AS value, count(*) AS count FROM ${indexedTable(source)}
     WHERE experiment_id = ? AND ${within} AND ${contains.sql}
     GROUP BY ${column} ORDER BY count DESC, value LIMIT ?`,
    id,
    ...contains.params,
    maxResults,
  );
  return { values };
}
