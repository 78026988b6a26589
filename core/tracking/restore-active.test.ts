import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('restoring what is not deleted', () => {
  it('says so, and does not tell to delete it', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      for (const call of [
        () => client.runs.restore({ runId }),
        () => client.experiments.restore({ experimentId: '0' }),
      ]) {
        const failure = await failureOf(call());
        expect(failure).toMatchObject({ code: 'INVALID_STATE', data: { state: 'active' } });
        expect(failure.message).not.toContain('Delete it');
      }
    }));
});
