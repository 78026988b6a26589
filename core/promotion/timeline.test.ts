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
