import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { remarksOf, runImport } from './testing/jobs.ts';
import { unpackStore } from './testing/stores.ts';

/** A folder `mlruns` with these files. */
function writeStore(folder: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, 'mlruns');
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, ...path.split('/'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

const experiment = "experiment_id: '1'\nname: churn\nlifecycle_stage: active\n";

function runMeta(id: string, more = ''): string {
  return `run_id: ${id}\nrun_name: ${id.slice(0, 4)}\nstatus: 3\nstart_time: 1\nend_time: 2\n${more}`;
}

describe('names that are taken', () => {
  it('of an experiment: the runs come into it', () =>
    withEngine(async ({ client, folder }) => {
      const tags = [{ key: 'team', value: 'ours' }];
      const { experimentId } = await client.experiments.create({ name: 'churn', tags });
      const job = await runImport(client, { source: unpackStore('local-2.9', join(folder, 'store')) });
      expect(job.report).toMatchObject({ fresh: { experiments: 1 }, changed: { experiments: 2 } });
      const { runs } = await client.runs.search({ experimentIds: [experimentId], view: 'all' });
      expect(runs).toHaveLength(5);
      expect((await client.experiments.get({ experimentId })).tags).toContainEqual(tags[0]);
    }));

  it('of an experiment that is deleted here: its runs are left', () =>
    withEngine(async ({ client, folder }) => {
      const { experimentId } = await client.experiments.create({ name: 'churn' });
      await client.experiments.delete({ experimentId });
      const source = unpackStore('local-2.9', join(folder, 'store'));
      const preview = await client.transfer.previewImport({ source });
      expect(preview.experiments).toContainEqual({
        name: 'churn',
        target: 'churn',
        action: 'leave',
        runs: 5,
        known: 0,
      });
      const job = await runImport(client, { source });
      expect(remarksOf(job)).toContain('experiment churn deleted_here');
      const { runs } = await client.runs.search({ experimentIds: [experimentId], view: 'all' });
      expect(runs).toEqual([]);
    }));

  it('of a model: free numbers come, taken ones are left', () =>
    withEngine(async ({ client, folder }) => {
      await client.registry.create({ name: 'churner' });
      for (const n of [1, 2, 3])
        await client.registry.createVersion({ name: 'churner', source: `s3://ours/${n}` });
      await client.registry.promote({ name: 'churner', version: 2, reason: 'ours' });
      const job = await runImport(client, { source: unpackStore('local-2.9', join(folder, 'store')) });
      expect(remarksOf(job)).toEqual([
        'version models:/churner/1 taken',
        'version models:/churner/3 taken',
        'alias models:/churner@Old_one taken',
        'alias models:/churner@champion taken',
        'version models:/far away/1 other_storage',
      ]);
      const { versions } = await client.registry.versions({ name: 'churner' });
      expect(versions.map(({ version, source }) => [version, source.startsWith('s3://ours')])).toEqual([
        [4, false],
        [3, true],
        [2, true],
        [1, true],
      ]);
      expect(await client.registry.resolve({ uri: 'models:/churner@champion' })).toMatchObject({
        version: 2,
      });
    }));

  it('do not matter with a prefix', () =>
    withEngine(async ({ client, folder }) => {
      await client.experiments.create({ name: 'churn' });
      await client.registry.create({ name: 'churner' });
      const source = unpackStore('local-2.9', join(folder, 'store'));
      const order = { source, prefix: 'old/' };
      expect(await client.transfer.previewImport(order)).toMatchObject({
        experiments: expect.arrayContaining([
          { name: 'churn', target: 'old/churn', action: 'create', runs: 5, known: 0 },
        ]) as unknown,
        models: [
          { name: 'churner', target: 'old_churner', action: 'create', versions: [1, 3, 4] },
          { name: 'far away', target: 'old_far away', action: 'create', versions: [1] },
        ],
      });
      const job = await runImport(client, order);
      expect(remarksOf(job)).toEqual(['version models:/far away/1 other_storage']);
      expect((await client.registry.get({ name: 'old_churner' })).versionCount).toBe(3);
      expect(await client.transfer.previewImport(order)).toMatchObject({
        experiments: expect.arrayContaining([
          { name: 'churn', target: 'old/churn', action: 'merge', runs: 5, known: 5 },
        ]) as unknown,
      });
    }));

  it.each([
    ['before it', '0'.repeat(32)],
    ['after it', 'f'.repeat(32)],
  ])(
    'of a run that was made here: it gets an id of its own, and children that come %s follow it',
    (_when, child) =>
      withEngine(async ({ client, folder }) => {
        const own = await createTestRun(client, { name: 'ours' });
        const source = writeStore(folder, {
          '1/meta.yaml': experiment,
          [`1/${own.runId}/meta.yaml`]: runMeta(own.runId),
          [`1/${own.runId}/artifacts/a.txt`]: 'theirs',
          [`1/${child}/meta.yaml`]: runMeta(child),
          [`1/${child}/tags/mlflow.parentRunId`]: own.runId,
        });
        const job = await runImport(client, { source });
        expect(remarksOf(job)).toEqual([`run ${own.runId} renumbered`]);
        const { experimentId } = await client.experiments.getByName({ name: 'churn' });
        const { runs } = await client.runs.search({ experimentIds: [experimentId] });
        const parent = runs.find(({ runId }) => runId !== child);
        expect(parent?.runId).not.toBe(own.runId);
        expect(runs.find(({ runId }) => runId === child)?.parentRunId).toBe(parent?.runId);
        expect((await client.runs.get({ runId: own.runId })).name).toBe('ours');
        expect((await runImport(client, { source })).report).toMatchObject({ same: { runs: 2 } });
      }),
  );
});

describe('a choice of experiments', () => {
  it('brings only the versions that come from their runs', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('local-2.9', join(folder, 'store'));
      const job = await runImport(client, { source, experiments: ['Default'] });
      expect(job.report?.fresh).toMatchObject({ runs: 1, models: 0, versions: 0 });
      const more = await runImport(client, { source, experiments: ['churn'] });
      expect(more.report?.fresh).toMatchObject({ runs: 5, models: 2, versions: 4 });
      const all = await runImport(client, { source });
      expect(all.report?.fresh).toMatchObject({ runs: 1, models: 0, versions: 0 });
    }));
});

describe('odd values of a store', () => {
  it('are taken as they are, and what is no value is left out', () =>
    withEngine(async ({ client, folder }) => {
      const id = 'a'.repeat(32);
      const source = writeStore(folder, {
        '1/meta.yaml': experiment,
        [`1/${id}/meta.yaml`]: `run_uuid: ${id}\nname: 12e4567\nstatus: FAILED\nstart_time: 5\nend_time: null\nuser_id: ~\n`,
        [`1/${id}/metrics/loss`]:
          '1 0.5\n\n2 abc 1\n3 nan 2\n4 1e400 3\nnonsense\n5 -inf 4\n99999999999999999999 1 5\n',
        [`1/${id}/params/a/b`]: ' spaced \n',
        '1/not-a-run/readme.txt': 'hello',
        'models/m/meta.yaml': 'name: a/b:c\naliases: {}\n',
        'models/m/version-3/meta.yaml': `source: /srv/elsewhere\nversion: 3\ncurrent_stage: Production\nrun_id: ${id}\n`,
        'models/m/aliases/latest': '3',
        'models/m/aliases/ok': '3',
      });
      const job = await runImport(client, { source });
      expect(job.state).toBe('done');
      const run = await client.runs.get({ runId: id });
      expect(run).toMatchObject({ name: '12e4567', status: 'FAILED', endedAt: null, userId: '' });
      expect(run.params).toEqual([{ key: 'a/b', value: ' spaced \n' }]);
      const { points } = await client.runs.metricHistory({ runId: id, key: 'loss' });
      expect(points.map(({ timestamp, step, value }) => [timestamp, step, value])).toEqual([
        [1, 0, 0.5],
        [3, 2, 'NaN'],
        [4, 3, 'Infinity'],
        [5, 4, '-Infinity'],
      ]);
      expect(remarksOf(job)).toEqual([
        'model a/b:c renumbered',
        'version models:/a/b:c/3 files_missing',
        'alias models:/a/b:c@latest taken',
      ]);
      expect(await client.registry.get({ name: 'a_b_c' })).toMatchObject({
        aliases: [{ alias: 'ok', version: 3 }],
        latestVersion: { version: 3, stage: 'Production', source: '/srv/elsewhere' },
      });
    }));
});
