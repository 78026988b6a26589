import { expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { createTestVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';

const gates = [{ gate: 'approval' as const, state: 'passed' as const, code: 'noted', facts: {} }];

it('tells what happened to a model, newest first, in pages and by kind', () =>
  withEngine(async ({ client }) => {
    await createTestVersion(client, 'churn');
    await createTestVersion(client, 'churn');
    await client.registry.promote({ name: 'churn', version: 1, reason: 'first' });
    await client.registry.promote({ name: 'churn', version: 2, reason: 'better', gates });
    await client.registry.rollback({ name: 'churn', reason: 'worse after all' });
    const all = await client.promotion.timeline({ name: 'churn' });
    expect(all.counts).toMatchObject({ registered: 2, alias: 3, alert: 0, batches: 0 });
    expect(all.events.map(({ kind, version }) => `${kind} ${String(version)}`).toSorted()).toEqual([
      'alias 1',
      'alias 1',
      'alias 2',
      'registered 1',
      'registered 2',
    ]);
    const moves = await client.promotion.timeline({ name: 'churn', kinds: ['alias'] });
    expect(moves.events.map((event) => event.kind === 'alias' && [event.move, event.gates])).toEqual([
      ['rollback', null],
      ['promote', gates],
      ['promote', null],
    ]);
    const first = await client.promotion.timeline({ name: 'churn', maxResults: 3 });
    const second = await client.promotion.timeline({
      name: 'churn',
      maxResults: 3,
      pageToken: first.nextPageToken ?? '',
    });
    expect([...first.events, ...second.events]).toEqual(all.events);
    expect(second.nextPageToken).toBeNull();
    // Version 2 was registered, promoted and rolled back.
    const ofTwo = await client.promotion.timeline({ name: 'churn', version: 2 });
    expect(ofTwo.events).toHaveLength(3);
    expect(await failureOf(client.promotion.timeline({ name: 'churn', pageToken: 'x' }))).toMatchObject({
      code: 'INVALID_PAGE_TOKEN',
    });
  }));

it('tells of all requests in the log, and of those that came since it was read', () =>
  withEngine(async ({ client, engine }) => {
    await createTestVersion(client, 'churn');
    const log = (version: number | null, count: number, status = 200): Promise<void> =>
      engine.ctx.write((tx) => {
        tx.unchanged();
        tx.db.run("INSERT OR IGNORE INTO scoring_models (name) VALUES ('churn')");
        tx.db.run(
          `INSERT INTO scoring_requests (request_id, at, model_id, version, route, status, rows, micros, inputs, predictions, chars)
           WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
           SELECT 'r' || n, ? + n, (SELECT id FROM scoring_models WHERE name = 'churn'), ?, '/invocations', ?, 2, 1, '[]', '[]', 4 FROM n`,
          count,
          tx.now,
          version,
          status,
        );
      });
    const read = async (): Promise<unknown> => {
      const { events, counts } = await client.promotion.timeline({ name: 'churn', kinds: ['served'] });
      expect(counts.served).toBe(events.length);
      return events
        .map((event) => event.kind === 'served' && [event.version, event.requests, event.rows, event.errors])
        .toSorted((a, b) => String(a).localeCompare(String(b)));
    };
    expect(await read()).toEqual([]);
    await log(1, 25_000);
    await log(null, 10);
    await log(1, 3, 500);
    await log(2, 7);
    const first = await Promise.all([read(), read()]);
    expect(first).toEqual([
      [
        [1, 25_003, 50_006, 3],
        [2, 7, 14, 0],
      ],
      first[0],
    ]);
    await log(2, 1);
    await log(1, 5);
    expect(await read()).toEqual([
      [1, 25_003, 50_006, 3],
      [1, 5, 10, 0],
      [2, 8, 16, 0],
    ]);
    await engine.ctx.write((tx) => {
      tx.unchanged();
      tx.db.run('DELETE FROM scoring_requests WHERE id <= 25013');
    });
    expect(await read()).toEqual([
      [1, 5, 10, 0],
      [2, 8, 16, 0],
    ]);
  }));
