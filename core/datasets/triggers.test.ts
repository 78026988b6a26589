import { expect, test } from 'vitest';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { addFile } from './testing.ts';

function facts({ engine }: TestEngine): string[] {
  const sql = 'SELECT pipeline, payload FROM trigger_events ORDER BY id';
  return engine.ctx.db
    .all<{ pipeline: string; payload: string }>(sql)
    .map(({ pipeline, payload }) => `${pipeline}: ${payload}`);
}

test('a new version is a fact for the pipelines that wait for it; the same content again is none', () =>
  withEngine(async (t) => {
    await t.engine.ctx.write((tx) => {
      const sql = "INSERT INTO trigger_subscriptions (pipeline, kind, key) VALUES (?, 'dataset', ?)";
      tx.db.run(sql, 'train', 'reviews');
      tx.db.run(sql, 'other', 'churn');
      tx.unchanged();
    });
    const { digest } = await addFile(t, 'a,b\n1,2\n');
    await addFile(t, 'a,b\n1,2\n');
    const payload = { text: 'dataset reviews, version 1', name: 'reviews', version: 1, digest };
    expect(facts(t)).toEqual([`train: ${JSON.stringify(payload)}`]);
  }));
