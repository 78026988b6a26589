import { expect, it } from 'vitest';
import { withDatabase } from '#core/testing/with-database.ts';
import { readDatabaseFacts } from './database-facts.ts';

it('a table is counted up to a limit, also one whose rows have no number of their own', () =>
  withDatabase(async ({ connection }) => {
    for (const step of [1, 2, 3]) connection.run('INSERT INTO metrics VALUES (1, 1, ?, 0, 0, 0)', step);
    const rows = async (limit?: number): Promise<unknown> =>
      (await readDatabaseFacts(connection, limit)).rows;
    expect(await rows()).toMatchObject({ metrics: 3, latest_metrics: 0 });
    expect(await rows(3)).toMatchObject({ metrics: 3 });
    expect(await rows(2)).toMatchObject({ metrics: '>2', latest_metrics: 0 });
  }));
