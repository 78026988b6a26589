import { expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

it('a page that is left while its lines are read is a call that was ended, not an error of the engine', () =>
  withEngine(async ({ client }) => {
    const { runId } = await createTestRun(client);
    await client.runs.logMetric({ runId, key: 'm', value: 1 });
    const abort = new AbortController();
    const left = failureOf(
      client.runs.metricSeries({ runIds: [runId], keys: ['m'] }, { signal: abort.signal }),
    );
    abort.abort();
    expect(await left).toMatchObject({ code: 'CANCELED' });
    expect((await client.runs.metricSeries({ runIds: [runId], keys: ['m'] })).lines).toHaveLength(1);
  }));
