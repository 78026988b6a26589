import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withEngine } from '#core/testing/with-engine.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import type { TestEngine } from '#core/testing/with-engine.ts';
import { remarksOf, runImport, runPush } from './testing/jobs.ts';
import { unpackStore } from './testing/stores.ts';

/** A workspace with what a store holds, and a server that it pushes to: another engine, over MLflow's REST API. */
function withPair(fn: (here: TestEngine, there: TestHost) => Promise<void>): Promise<void> {
  return withEngine(async (here) => {
    await runImport(here.client, { source: unpackStore('sqlite-3.17', join(here.folder, 'store')) });
    await withHttpHost((there) => fn(here, there));
  });
}

describe('a push', () => {
  it('sends everything that is not deleted, and reads it back', () =>
    withPair(async ({ client }, { client: other, host }) => {
      const job = await runPush(client, { server: host.address, all: true });
      expect(job).toMatchObject({ state: 'done', error: null });
      expect(job.report).toMatchObject({
        fresh: { experiments: 1, runs: 6, points: 11, files: 8, loggedModels: 2, models: 3, versions: 5 },
        verified: { runs: 6, points: 11, files: 6 },
      });
      expect(remarksOf(job)).toEqual([
        'version models:/churner/3 renumbered',
        'version models:/churner/4 renumbered',
      ]);
      const { runs } = await other.runs.search({ filter: "attributes.run_name = 'parent'" });
      const [sent] = (await client.runs.search({ filter: "attributes.run_name = 'parent'" })).runs;
      expect(runs[0]).toMatchObject({
        params: sent?.params,
        // MLflow's API has no infinities, as MLflow has none: they become the greatest number.
        metrics: sent?.metrics.map((metric) => (metric.key === 'odd' ? { key: 'odd', count: 3 } : metric)),
        startedAt: sent?.startedAt,
      });
      expect(runs[0]?.tags).toContainEqual({ key: 'stile.runId', value: sent?.runId });
      const [child] = (await other.runs.search({ filter: "attributes.run_name = 'child åäö'" })).runs;
      expect(child?.parentRunId).toBe(runs[0]?.runId);
      expect(await other.registry.get({ name: 'churner' })).toMatchObject({
        aliases: [
          { alias: 'Old_one', version: 1 },
          { alias: 'champion', version: 2 },
        ],
      });
    }));

  it('finds again what it has sent, and sends what is new', () =>
    withPair(async ({ client }, { client: other, host }) => {
      await runPush(client, { server: host.address, experiments: ['churn'] });
      const [run] = (await client.runs.search({ filter: "attributes.run_name = 'running'" })).runs;
      const runId = run?.runId ?? '';
      await client.runs.logMetric({ runId, key: 'loss', value: 0.25, step: 2, timestamp: 1_700_000_006_000 });
      const job = await runPush(client, { server: host.address, experiments: ['churn'] });
      expect(job.report).toMatchObject({
        fresh: { experiments: 0, runs: 0, files: 0 },
        changed: { runs: 1 },
        same: { experiments: 1, runs: 4, loggedModels: 2 },
        verified: { runs: 1 },
      });
      const { runs } = await other.runs.search({});
      expect(runs).toHaveLength(5);
    }));

  it('finds runs by their tag when nothing here remembers them', () =>
    withPair(async ({ engine, client }, { client: other, host }) => {
      await runPush(client, { server: host.address, experiments: ['churn'] });
      await engine.ctx.write((tx) => {
        tx.unchanged();
        tx.db.run(
          'DELETE FROM transfer_objects WHERE side_id IN (SELECT id FROM transfer_sides WHERE direction = ?)',
          'push',
        );
      });
      await runPush(client, { server: host.address, experiments: ['churn'] });
      expect((await other.runs.search({})).runs).toHaveLength(5);
      expect((await other.loggedModels.search({})).models).toHaveLength(2);
    }));

  it('of a model takes the runs behind its versions along', () =>
    withPair(async ({ client }, { client: other, host }) => {
      const job = await runPush(client, { server: host.address, models: ['churner'] });
      expect(job.report?.fresh).toMatchObject({ runs: 1, models: 1, versions: 3, files: 6 });
      expect((await other.registry.versions({ name: 'churner' })).versions[0]).toMatchObject({
        flavors: ['python_function'],
      });
    }));

  it('goes on after it was canceled', () =>
    withPair(async ({ client }, { client: other, host }) => {
      const { jobId } = await client.transfer.startPush({ server: host.address, all: true });
      expect(['canceled', 'done']).toContain((await client.transfer.cancel({ jobId })).state);
      const job = await runPush(client, { server: host.address, all: true });
      expect(job).toMatchObject({ state: 'done' });
      expect((await other.runs.search({})).runs).toHaveLength(6);
      expect((await other.registry.versions({ name: 'churner' })).versions).toHaveLength(3);
    }));

  it('leaves an alias that stands for a version of somebody else', () =>
    withPair(async ({ client }, { client: other, host }) => {
      await other.registry.create({ name: 'churner' });
      await other.registry.createVersion({ name: 'churner', source: 's3://theirs/1' });
      await other.registry.promote({ name: 'churner', version: 1, reason: 'theirs' });
      const job = await runPush(client, { server: host.address, models: ['churner'] });
      expect(remarksOf(job)).toContain('alias models:/churner@champion taken');
      expect(await other.registry.resolve({ uri: 'models:/churner@champion' })).toMatchObject({ version: 1 });
    }));

  it('tells before what it would send, and sends nothing', () =>
    withPair(async ({ client }, { client: other, host }) => {
      const preview = await client.transfer.previewPush({ server: host.address, all: true });
      expect(preview).toMatchObject({
        kind: 'server',
        experiments: [
          { name: 'Default', action: 'merge', runs: 1, known: 0 },
          { name: 'churn', action: 'create', runs: 5, known: 0 },
        ],
        models: [{ name: 'churner', action: 'create', versions: [1, 3, 4] }, {}, {}],
        remarks: [{ problem: 'renumbered' }],
      });
      expect((await other.runs.search({})).runs).toEqual([]);
    }));

  it('refuses an order that names nothing, and what is not there', () =>
    withPair(async ({ client }, { host }) => {
      const server = host.address;
      const failures = [
        await failureOf(client.transfer.startPush({ server })),
        await failureOf(client.transfer.startPush({ server: 'nowhere', all: true })),
      ];
      expect(failures.map(({ code }) => code)).toEqual(['INVALID_ARGUMENT', 'INVALID_ARGUMENT']);
      const job = await runPush(client, { server, experiments: ['nothing'] });
      expect(job).toMatchObject({ state: 'failed', error: { code: 'NOT_FOUND' } });
    }));
});

describe('an import from a server', () => {
  it('brings what a push has sent', () =>
    withPair(async ({ client }, { host }) => {
      await runPush(client, { server: host.address, all: true });
      await withEngine(async ({ client: third }) => {
        const job = await runImport(third, { source: host.address });
        expect(job.report).toMatchObject({
          fresh: { experiments: 1, runs: 6, points: 11, files: 8, loggedModels: 2, models: 3, versions: 5 },
        });
        const [run] = (await third.runs.search({ filter: "attributes.run_name = 'parent'" })).runs;
        const { points } = await third.runs.metricHistory({ runId: run?.runId ?? '', key: 'odd' });
        expect(points.map(({ value }) => value)).toEqual(['NaN', 'Infinity', '-Infinity']);
        const again = await runImport(third, { source: host.address });
        expect(again.report).toMatchObject({
          fresh: { runs: 0, points: 0 },
          changed: { runs: 0 },
          same: { runs: 6 },
        });
      });
    }));

  it('refuses its own address', () =>
    withHttpHost(async ({ client, host }) => {
      const failure = await failureOf(client.transfer.startImport({ source: host.address }));
      expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(failure.message).toContain('this very workspace');
    }));
});
