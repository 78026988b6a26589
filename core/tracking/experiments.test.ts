import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { ensureExperiment } from './experiments.ts';

describe('experiments', () => {
  it('has experiment 0 named Default from the start, as MLflow does', () =>
    withEngine(async ({ client }) => {
      expect(await client.experiments.get({ experimentId: '0' })).toMatchObject({
        name: 'Default',
        lifecycle: 'active',
        artifactLocation: 'mlflow-artifacts:/0',
      });
    }));

  it('creates with tags, renames, and finds by name', () =>
    withEngine(async ({ client, clock }) => {
      const made = await client.experiments.create({ name: 'första', tags: [{ key: 'team', value: 'ml' }] });
      clock.advance(5);
      const renamed = await client.experiments.update({ experimentId: made.experimentId, name: 'andra' });
      expect(renamed).toEqual({ ...made, name: 'andra', updatedAt: made.updatedAt + 5 });
      expect(await client.experiments.getByName({ name: 'andra' })).toEqual(renamed);
      expect(await failureOf(client.experiments.getByName({ name: 'första' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'experiment', id: 'första' },
      });
    }));

  it.each([
    ['', 'INVALID_ARGUMENT'],
    ['   ', 'INVALID_ARGUMENT'],
    ['x'.repeat(501), 'LIMIT_EXCEEDED'],
  ])('refuses the name %j', (name, code) =>
    withEngine(async ({ client }) => {
      expect(await failureOf(client.experiments.create({ name }))).toMatchObject({ code });
      expect((await client.experiments.search({})).experiments).toHaveLength(1);
    }),
  );

  it('refuses a taken name, also of a deleted one, and says which it is', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'taken' });
      await client.experiments.delete({ experimentId });
      const failure = await failureOf(client.experiments.create({ name: 'taken' }));
      expect(failure).toMatchObject({
        code: 'ALREADY_EXISTS',
        data: { id: experimentId, lifecycle: 'deleted' },
      });
      expect(failure.message).toContain('stile experiment purge');
    }));

  it('is made once however many ask for it at the same time', () =>
    withEngine(async ({ engine, client }) => {
      const made = await Promise.all([1, 2, 3].map(() => ensureExperiment(engine.ctx, 'shared')));
      expect(new Set(made.map(({ experimentId }) => experimentId)).size).toBe(1);
      expect((await client.experiments.search({})).experiments).toHaveLength(2);
    }));

  it('deletes with all runs and restores with all runs', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'e' });
      const { runId } = await client.runs.create({ experimentId });
      await client.experiments.delete({ experimentId });
      expect((await client.runs.get({ runId })).lifecycle).toBe('deleted');
      expect(await failureOf(client.experiments.update({ experimentId, name: 'f' }))).toMatchObject({
        code: 'INVALID_STATE',
      });
      expect(await failureOf(client.runs.create({ experimentId }))).toMatchObject({ code: 'INVALID_STATE' });
      await client.experiments.restore({ experimentId });
      expect((await client.runs.get({ runId })).lifecycle).toBe('active');
    }));

  it('purges a deleted experiment: rows, files and the name are free again', () =>
    withEngine(async ({ client, engine }) => {
      const { experimentId } = await client.experiments.create({ name: 'again' });
      for (let n = 0; n < 120; n++) {
        const { runId } = await client.runs.create({ experimentId });
        const metrics = Array.from({ length: 100 }, (_, step) => ({ key: 'loss', value: step, step }));
        await client.runs.logBatch({ runId, metrics });
        if (n % 40 === 0) {
          const chunk = new File(['x'.repeat(1000)], 'x');
          await client.artifacts.write({ runId, path: 'a/b.txt', offset: 0, chunk, last: true });
        }
      }
      expect(await failureOf(client.experiments.purge({ experimentId }))).toMatchObject({
        code: 'INVALID_STATE',
      });
      await client.experiments.delete({ experimentId });
      const preview = await client.experiments.purgePreview({ experimentId });
      expect(preview).toMatchObject({ runs: 120, files: 3 });
      const pagesBefore = engine.ctx.db.get<{ page_count: number }>('PRAGMA page_count');
      expect(await client.experiments.purge({ experimentId })).toEqual(preview);
      const pagesAfter = engine.ctx.db.get<{ page_count: number }>('PRAGMA page_count');
      const freedPages = (pagesBefore?.page_count ?? 0) - (pagesAfter?.page_count ?? 0);
      expect(freedPages * 4096 + 3000).toBeGreaterThan(preview.freedBytes * 0.6);
      expect(freedPages * 4096 + 3000).toBeLessThan(preview.freedBytes * 1.6);
      const left = engine.ctx.db.get<{ n: number }>('SELECT count(*) AS n FROM metrics');
      expect(left?.n).toBe(0);
      await client.experiments.create({ name: 'again' });
    }));

  it('empties experiment 0 when it is purged, and keeps it: clients log there when they are given none', () =>
    withEngine(async ({ client }) => {
      const experimentId = '0';
      await client.runs.create({ experimentId });
      await client.experiments.delete({ experimentId });
      expect(await client.experiments.purge({ experimentId })).toMatchObject({ runs: 1 });
      await client.experiments.restore({ experimentId });
      expect((await client.runs.search({})).runs).toEqual([]);
      await client.runs.create({ experimentId });
    }));

  it('counts runs per lifecycle and tells the last start', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'e' });
      await client.runs.create({ experimentId, startedAt: 10 });
      const { runId } = await client.runs.create({ experimentId, startedAt: 30 });
      await client.runs.update({ runId, status: 'FINISHED' });
      const { experiments } = await client.experiments.search({ filter: "name = 'e'" });
      expect(experiments).toMatchObject([{ runCount: 2, runningCount: 1, lastRunAt: 30 }]);
    }));

  it('sets, changes and deletes tags', () =>
    withEngine(async ({ client }) => {
      const experimentId = '0';
      await client.experiments.setTag({ experimentId, key: 'a', value: '1' });
      await client.experiments.setTag({ experimentId, key: 'a', value: '2' });
      expect((await client.experiments.get({ experimentId })).tags).toEqual([{ key: 'a', value: '2' }]);
      await client.experiments.deleteTag({ experimentId, key: 'a' });
      expect(await failureOf(client.experiments.deleteTag({ experimentId, key: 'a' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'tag', id: 'a' },
      });
      const tenMegabytes = 'x'.repeat(10_000_000);
      expect(
        await failureOf(client.experiments.setTag({ experimentId, key: 'a', value: tenMegabytes })),
      ).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        data: { limit: 20_000, actual: 10_000_000 },
      });
    }));
});
