import { describe, expect, it } from 'vitest';
import { openEngine } from '#core/engine.ts';
import { failureOf } from '#core/testing/factories.ts';
import { createTextVersion } from '#core/testing/text-models.ts';
import { testActor, testEngineOptions, withEngine, withFolder } from '#core/testing/with-engine.ts';
import { send, withScoring } from '#core/testing/with-scoring.ts';
import { insertRequests, listRequests } from './request-log.ts';
import { emptyColumns, type LogColumns } from './scorer-messages.ts';

const champion = async (client: Parameters<typeof createTextVersion>[0], name = 'reviews'): Promise<void> => {
  await createTextVersion(client, name);
  await client.registry.promote({ name, version: 1, reason: 'test' });
};

describe('the log of requests', () => {
  it('has what was asked and what was answered, newest first, of one model or of all', () =>
    withScoring(async ({ client, send: ask, until, clock }) => {
      await champion(client);
      await until(({ state }) => state === 'serving');
      await ask('/invocations', { body: { inputs: ['a good thing', 'a bad thing'] } });
      await ask('/models/reviews/versions/1/invocations', { body: { inputs: [7] } });
      await ask('/models/unknown/versions/1/invocations', { body: { inputs: ['a'] } });
      await until(({ requests }) => requests === 3);
      const { entries } = await client.serving.log({});
      expect(entries).toMatchObject([
        { modelName: '', modelVersion: null, status: 404, rows: 0 },
        {
          modelName: 'reviews',
          route: '/models/{name}/versions/{version}/invocations',
          status: 400,
          error: expect.stringContaining('Row 1'),
        },
        {
          at: expect.closeTo(clock.now(), -4),
          modelVersion: 1,
          route: '/invocations',
          status: 200,
          rows: 2,
          inputs: ['a good thing', 'a bad thing'],
          predictions: [{ label: 'positive' }, { label: 'negative' }],
          error: null,
        },
      ]);
      expect((await client.serving.log({ model: 'reviews' })).entries).toHaveLength(2);
      expect((await client.serving.log({ model: 'other' })).entries).toHaveLength(0);
      expect(await client.serving.status({})).toMatchObject({ requests: 3, predictions: 2, errors: 2 });
    }));

  it('is read page by page', () =>
    withEngine(async ({ engine, client }) => {
      await champion(client);
      for (const text of ['one', 'two', 'three']) {
        await client.serving.predict({ model: 'reviews', texts: [text] });
      }
      const first = listRequests(engine.ctx, { maxResults: 2 });
      expect(first.entries.map(({ inputs }) => inputs[0])).toEqual(['three', 'two']);
      const pageToken = first.nextPageToken ?? '';
      expect(listRequests(engine.ctx, { pageToken }).entries.map(({ inputs }) => inputs[0])).toEqual(['one']);
      await expect(client.serving.log({ pageToken: 'x' })).rejects.toMatchObject({
        code: 'INVALID_PAGE_TOKEN',
      });
    }));

  it('is complete after a stop: what was answered is there', () =>
    withFolder(async (folder) => {
      const options = testEngineOptions(`${folder}/w`);
      const engine = await openEngine(options);
      const client = engine.createClient(testActor);
      await champion(client);
      await engine.startServing(0);
      const { address } = await client.serving.status({});
      const answered = new Set<string>();
      const clients = Array.from({ length: 8 }, async () => {
        for (;;) {
          const said = await send(address ?? '', '/invocations', { body: { inputs: ['good'] } }).catch(
            () => null,
          );
          if (said?.status !== 200) return;
          answered.add(String(said.headers['x-request-id']));
          if (answered.size === 300) void engine.stop();
        }
      });
      await Promise.all(clients);
      await engine.stop();
      const again = await openEngine(options);
      const { entries } = listRequests(again.ctx, { maxResults: 1000 });
      await again.stop();
      const logged = new Set(entries.map(({ requestId }) => requestId));
      expect(answered.size).toBeGreaterThanOrEqual(300);
      expect([...answered].filter((id) => !logged.has(id))).toEqual([]);
    }));
});

describe('its size', () => {
  const batch = (count: number, text = 'x'): LogColumns => ({
    ...emptyColumns(),
    requestId: Array.from({ length: count }, (_, n) => `r-${n}`),
    age: Array.from({ length: count }, () => 0),
    model: Array.from({ length: count }, () => 'reviews'),
    version: Array.from({ length: count }, () => 1),
    route: Array.from({ length: count }, () => '/invocations'),
    status: Array.from({ length: count }, () => 200),
    rows: Array.from({ length: count }, () => 1),
    micros: Array.from({ length: count }, () => 10),
    inputs: Array.from({ length: count }, () => JSON.stringify([text])),
    predictions: Array.from({ length: count }, () => '[]'),
    error: Array.from({ length: count }, () => ''),
  });
  const stored = 'SELECT count(*) AS n, coalesce(sum(chars), 0) AS chars FROM scoring_requests';
  const counted = 'SELECT logged_requests AS n, logged_chars AS chars FROM serving_endpoint';

  it.each([
    { limits: { requests: 1000, chars: 1e9 }, text: 'x', kept: 1000 },
    { limits: { requests: 1e6, chars: 10_000 }, text: 'x'.repeat(94), kept: 100 },
  ])('keeps the newest within $limits', ({ limits, text, kept }) =>
    withEngine(async ({ engine }) => {
      const { ctx } = engine;
      for (let n = 0; n < 8; n++) {
        await ctx.write((tx) => {
          insertRequests(tx, batch(300, text), limits);
          tx.unchanged();
        });
      }
      expect(ctx.db.get(stored)).toMatchObject({ n: kept });
      expect(ctx.db.get(counted)).toEqual(ctx.db.get(stored));
      expect(ctx.db.get('SELECT requests FROM serving_endpoint')).toEqual({ requests: 2400 });
      expect(ctx.db.get('SELECT max(id) AS newest FROM scoring_requests')).toEqual({ newest: 2400 });
    }),
  );
});

describe('asking in this process', () => {
  it('answers without the thread, says which version, and is logged', () =>
    withEngine(async ({ client }) => {
      await champion(client);
      const texts = ['a good thing', 'zzz'];
      const said = await client.serving.predict({ model: 'models:/reviews@champion', texts });
      expect(said.model).toEqual({ name: 'reviews', version: 1, uri: 'models:/reviews/1' });
      expect(said.predictions).toMatchObject([{ label: 'positive', oovShare: 0 }, { oovShare: 1 }]);
      const [first] = said.predictions;
      expect(first?.probabilities.map(({ label }) => label)).toEqual(['negative', 'positive']);
      expect(first?.confidence).toBe(first?.probabilities[1]?.probability);
      const { entries } = await client.serving.log({});
      expect(entries).toMatchObject([
        { requestId: said.requestId, route: 'screen', status: 200, inputs: texts },
      ]);
      expect(await client.serving.status({})).toMatchObject({ state: 'off', requests: 1, predictions: 2 });
    }));

  it('says so when it cannot be logged, and does not wait for the disk', () =>
    withEngine(async ({ client, engine }) => {
      await champion(client);
      await engine.ctx.write((tx) => {
        tx.unchanged();
        tx.db.run(
          "CREATE TRIGGER refuse BEFORE INSERT ON scoring_requests BEGIN SELECT RAISE(ABORT, 'no room'); END",
        );
      });
      const failure = await failureOf(client.serving.predict({ model: 'reviews', texts: ['a'] }));
      expect(failure).toMatchObject({ code: 'INTERNAL' });
    }));

  it.each([
    ['models:/reviews/9', 'NOT_FOUND'],
    ['models:/revews@champion', 'NOT_FOUND'],
    ['models:/reviews@challenger', 'NOT_FOUND'],
    ['s3://reviews', 'INVALID_ARGUMENT'],
  ])('%s: %s', (model, code) =>
    withEngine(async ({ client }) => {
      await champion(client);
      await expect(client.serving.predict({ model, texts: ['a'] })).rejects.toMatchObject({ code });
    }),
  );
});
