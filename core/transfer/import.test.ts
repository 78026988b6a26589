import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { describeWorkspace } from './testing/describe-workspace.ts';
import { remarksOf, runImport } from './testing/jobs.ts';
import { storeNames, unpackStore } from './testing/stores.ts';

const start = 1_700_000_000_000;

async function runsOf(client: EngineClient, experiment: string): Promise<Record<string, Run>> {
  const { experimentId } = await client.experiments.getByName({ name: experiment });
  const { runs } = await client.runs.search({ experimentIds: [experimentId], view: 'all' });
  return Object.fromEntries(runs.map((run) => [run.name, run]));
}

async function readText(client: EngineClient, runId: string, path: string): Promise<string> {
  return (await client.artifacts.read({ runId, path })).chunk.text();
}

describe.each(storeNames)('the store %s', (name) => {
  const isNew = name.endsWith('3.17');
  const isOld = name.endsWith('1.30');

  it('brings runs as they were', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore(name, join(folder, 'store'));
      const job = await runImport(client, { source });
      expect(job).toMatchObject({ state: 'done', error: null });
      expect(job.report?.fresh.runs).toBe(isNew ? 8 : 7);

      const churn = await client.experiments.getByName({ name: 'churn' });
      expect(churn).toMatchObject({
        lifecycle: 'active',
        artifactLocation: `mlflow-artifacts:/${churn.experimentId}`,
      });
      expect(churn.tags).toEqual([
        { key: 'mlflow.note.content', value: 'Who leaves, and *why*' },
        { key: 'stile.importedFrom', value: job.address },
        { key: 'team', value: 'growth' },
      ]);
      expect(await client.experiments.getByName({ name: 'gone' })).toMatchObject({ lifecycle: 'deleted' });

      const { parent, killed, running, deleted, ...others } = await runsOf(client, 'churn');
      expect(parent).toMatchObject({
        status: 'FINISHED',
        startedAt: start,
        endedAt: start + 900,
        userId: isOld ? expect.any(String) : 'åsa',
        params: [
          { key: 'empty', value: '' },
          { key: 'rate', value: '0.1' },
          { key: 'words', value: 'ett två\ntre' },
        ],
      });
      expect(others['child åäö']).toMatchObject({ status: 'FAILED', parentRunId: parent?.runId });
      expect(killed).toMatchObject({ status: 'KILLED', lifecycle: 'active' });
      expect(running).toMatchObject({ status: 'RUNNING', endedAt: null });
      expect(deleted).toMatchObject({ status: 'FINISHED', lifecycle: 'deleted' });
      expect((await runsOf(client, 'gone'))['lost']).toMatchObject({ lifecycle: 'deleted' });
      expect((await runsOf(client, 'Default'))['in Default']).toMatchObject({ status: 'FINISHED' });
    }));

  it('brings the whole history, datasets and files', () =>
    withEngine(async ({ client, folder }) => {
      await runImport(client, { source: unpackStore(name, join(folder, 'store')) });
      const runId = (await runsOf(client, 'churn'))['parent']?.runId ?? '';
      const history = async (key: string): Promise<unknown[][]> =>
        (await client.runs.metricHistory({ runId, key })).points.map(({ step, value }) => [step, value]);
      expect(await history('loss')).toEqual([
        [-3, 2],
        [0, 0.9],
        [1, 0.5],
        [2, 0.25],
        [2, 0.125],
      ]);
      expect(await history('odd')).toEqual([
        [0, 'NaN'],
        [1, 'Infinity'],
        [2, '-Infinity'],
      ]);
      expect(await history('sub/acc')).toEqual([[0, 1e-9]]);
      expect((await client.runs.inputs({ runId })).datasets).toEqual(
        isOld
          ? []
          : [
              {
                name: 'reviews',
                digest: 'ab12cd',
                sourceType: 'local',
                source: '{"uri":"r.csv"}',
                schema: '{"s":1}',
                profile: '{"rows":2}',
                tags: [{ key: 'mlflow.data.context', value: 'training' }],
              },
            ],
      );
      expect(await readText(client, runId, 'notes/läs mig.txt')).toBe('Hej åäö\n');
      expect(await readText(client, runId, 'empty.txt')).toBe('');
      expect(await readText(client, runId, 'model/requirements.txt')).toContain('scikit-learn');
    }));

  it('brings the registry with its numbers', () =>
    withEngine(async ({ client, folder }) => {
      const job = await runImport(client, { source: unpackStore(name, join(folder, 'store')) });
      const { parent, ...others } = await runsOf(client, 'churn');
      const model = await client.registry.get({ name: 'churner' });
      expect(model).toMatchObject({ description: 'Finds who leaves', versionCount: 3 });
      expect(model.tags).toContainEqual({ key: 'owner', value: 'åsa' });
      expect(model.aliases).toEqual(
        isOld
          ? []
          : [
              { alias: 'Old_one', version: 1 },
              { alias: 'champion', version: 3 },
            ],
      );
      const { versions } = await client.registry.versions({ name: 'churner' });
      expect(versions.map(({ version, stage, description }) => [version, stage, description])).toEqual([
        [4, 'None', 'No 4'],
        [3, 'None', 'No 3'],
        [1, 'Staging', 'No 1'],
      ]);
      expect(versions[0]).toMatchObject({
        runId: parent?.runId,
        source: `${parent?.artifactUri ?? ''}/model`,
        flavors: ['python_function'],
        environment: expect.arrayContaining([{ name: 'scikit-learn', version: '1.4.2' }]) as unknown,
      });
      expect(versions[0]?.tags).toContainEqual({ key: 'number', value: '4' });
      // Version 5 was deleted there: its number is not given again.
      const next = await client.registry.createVersion({ name: 'churner', source: 's3://b/m' });
      expect(next.version).toBe(6);
      expect((await client.registry.versions({ name: 'far away' })).versions).toMatchObject([
        { version: 1, source: 's3://bucket/models/1', runId: others['child åäö']?.runId },
      ]);
      expect(remarksOf(job)).toEqual([
        'version models:/far away/1 other_storage',
        ...(isNew ? ['prompt greeting not_brought', 'trace 1 in all not_brought'] : []),
      ]);
    }));

  it('comes only once', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore(name, join(folder, 'store'));
      await runImport(client, { source });
      const before = await describeWorkspace(client);
      const { entries: activity } = await client.activity.list({ maxResults: 1 });
      const again = await runImport(client, { source });
      expect(again.report).toMatchObject({
        fresh: { experiments: 0, runs: 0, points: 0, files: 0, loggedModels: 0, models: 0, versions: 0 },
        changed: { experiments: 0, runs: 0, points: 0, files: 0, loggedModels: 0, models: 0, versions: 0 },
        same: { experiments: 3, runs: isNew ? 8 : 7, models: isNew ? 3 : 2, versions: isNew ? 5 : 4 },
      });
      expect(await describeWorkspace(client)).toEqual(before);
      const { entries } = await client.activity.list({ maxResults: 3 });
      expect(entries.map(({ action }) => action)).toEqual([
        'transfer.end',
        'transfer.start',
        activity[0]?.action,
      ]);
    }));
});

describe.each(['sqlite-3.17', 'files-3.17'] as const)('logged models of %s', (name) => {
  it('come with params, tags, metrics, files and links', () =>
    withEngine(async ({ engine, client, folder }) => {
      await runImport(client, { source: unpackStore(name, join(folder, 'store')) });
      const { three } = await runsOf(client, 'churn');
      const { models } = await client.loggedModels.search({ orderBy: ['name ASC'] });
      const [failed, lm] = models;
      expect(failed).toMatchObject({ name: 'failed', status: 'UPLOAD_FAILED', sourceRunId: null });
      expect(lm).toMatchObject({
        name: 'lm',
        modelType: 'classifier',
        status: 'READY',
        sourceRunId: three?.runId,
        params: [{ key: 'depth', value: '7' }],
        metrics: [{ key: 'accuracy', value: 0.75, step: 2, runId: three?.runId }],
      });
      expect(lm?.tags).toContainEqual({ key: 'stage', value: 'dev' });
      const { versions } = await client.registry.versions({ name: 'newer' });
      expect(versions[0]).toMatchObject({ source: `models:/${lm?.modelId ?? ''}`, modelId: lm?.modelId });
      const folderName = lm?.artifactUri.replace('mlflow-artifacts:/', '') ?? '';
      const file = join(engine.ctx.paths.artifacts, ...folderName.split('/'), 'data.txt');
      expect(readFileSync(file, 'utf8')).toBe('weights');
      const made = await client.loggedModels.search({ runId: three?.runId });
      expect(made.models.map(({ modelId }) => modelId)).toEqual([lm?.modelId]);
    }));
});

describe('one store as database, folder and server', () => {
  it('brings the same from all places', async () => {
    const [database, files] = await Promise.all(
      (['local-2.9', 'files-2.9'] as const).map((name) =>
        withEngine(async ({ client, folder }) => {
          await runImport(client, { source: unpackStore(name, join(folder, 'store')) });
          return withoutIds(await describeWorkspace(client));
        }),
      ),
    );
    expect(database).toEqual(files);
  });
});

/** Two stores that tell the same story have other ids, times of their own and other paths. */
function withoutIds(workspace: object): unknown {
  const ids = new Map<string, string>();
  const text = JSON.stringify(workspace, null, 1)
    .replace(/[0-9a-f]{32}/g, (id) => {
      const known = ids.get(id) ?? `<id>`;
      ids.set(id, known);
      return known;
    })
    .replace(/"(createdAt|updatedAt)": \d+/g, '"$1": 0')
    .replace(/"value": "[^"]*\/store\/[^"]*"/g, '"value": "<source>"');
  return text.split('\n').toSorted();
}
