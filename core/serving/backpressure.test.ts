import { describe, expect, it } from 'vitest';
import { createTextVersion } from '#core/testing/text-models.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createPython } from '#core/python/index.ts';
import { testEngineOptions, withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { send, type Answer } from '#core/testing/with-scoring.ts';
import type { ScorerLimits } from './scorer-messages.ts';
import { createServing, type ServingService } from './serving-service.ts';

/** A serving of its own on an engine with a champion, with limits that a test can reach. */
function withLimits(
  limits: Partial<ScorerLimits>,
  fn: (
    test: TestEngine & { serving: ServingService; ask: (text: string) => Promise<Answer> },
  ) => Promise<void>,
): Promise<void> {
  return withEngine(async (test) => {
    const { engine, client } = test;
    await createTextVersion(client, 'reviews');
    await client.registry.promote({ name: 'reviews', version: 1, reason: 'test' });
    const { env, platform, resources, clock } = testEngineOptions('');
    const base = { home: '', project: null, machine: '', onChange: () => undefined };
    const python = createPython({ ...base, platform, env, clock, resources, logger: silentLogger });
    const serving = createServing({
      contextFor: () => engine.ctx,
      listen: engine.hub.listen,
      limits,
      python: { python, env, platform, resources },
    });
    await serving.start(0);
    try {
      const address = serving.status(engine.ctx).address ?? '';
      const ask = (text: string): Promise<Answer> =>
        send(address, '/invocations', { body: { inputs: [text] } });
      await fn({ ...test, serving, ask });
    } finally {
      await serving.stop();
    }
  });
}

const counted = 'SELECT count(*) AS n FROM scoring_requests';

describe('when the log is behind', () => {
  it('requests are sent away with 429, and none that was answered is missing', () =>
    withLimits({ unloggedRequests: 5 }, async ({ engine, serving, ask }) => {
      const answers: Answer[] = [];
      // On a busy machine a wave may take so long that the log keeps up with it.
      while (!answers.some(({ status }) => status === 429)) {
        answers.push(...(await Promise.all(Array.from({ length: 40 }, () => ask('good')))));
      }
      const refused = answers.filter(({ status }) => status === 429);
      const answered = answers.filter(({ status }) => status === 200);
      expect(answered.length + refused.length).toBe(answers.length);
      expect(refused[0]).toMatchObject({ headers: { 'retry-after': '1' } });
      expect(refused[0]?.body).toMatch(/REQUEST_LIMIT_EXCEEDED.*requests behind. Send this one again/);
      await serving.stop();
      expect(engine.ctx.db.get(counted)).toEqual({ n: answered.length });
    }));

  it('because the disk refuses: 503 with the reason, and everything is logged once it takes writes again', () =>
    withLimits({ unloggedRequests: 2 }, async ({ engine, serving, ask }) => {
      const { ctx } = engine;
      const rename = (from: string, to: string): Promise<void> =>
        ctx.write((tx) => {
          tx.db.run(`ALTER TABLE ${from} RENAME TO ${to}`);
          tx.unchanged();
        });
      await rename('scoring_requests', 'away');
      const refusedAs = async (status: number): Promise<Answer> => {
        for (;;) {
          const answer = await ask('good');
          if (answer.status === status) return answer;
        }
      };
      const { body } = await refusedAs(503);
      expect(body).toMatch(/TEMPORARILY_UNAVAILABLE.*cannot be logged.*scoring_requests/);
      expect(serving.status(ctx).problem).toContain('scoring_requests');
      expect(serving.status(ctx).trouble).toMatchObject({ of: 'log' });
      await rename('away', 'scoring_requests');
      await refusedAs(200);
      expect(serving.status(ctx)).toMatchObject({ problem: null, trouble: null });
      await serving.stop();
      expect(ctx.db.get(counted)).toEqual({ n: serving.status(ctx).requests });
      expect(serving.status(ctx).requests).toBeGreaterThanOrEqual(3);
    }));
});

describe('when too much is being received', () => {
  it('requests are sent away with 429', () =>
    withLimits({ inFlight: 0 }, async ({ ask }) => {
      const { status, body, headers } = await ask('good');
      expect({ status, retry: headers['retry-after'] }).toEqual({ status: 429, retry: '1' });
      expect(body).toContain('requests are being answered already');
    }));
});
