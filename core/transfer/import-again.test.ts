import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { openEngine } from '#core/engine.ts';
import { createRandom } from '#core/testing/random.ts';
import { openTestConnection } from '#core/testing/with-database.ts';
import { testActor, testEngineOptions, withEngine, withFolder } from '#core/testing/with-engine.ts';
import { describeWorkspace } from './testing/describe-workspace.ts';
import { remarksOf, runImport } from './testing/jobs.ts';
import { unpackStore } from './testing/stores.ts';

function findRun(mlruns: string, name: string): string {
  for (const experiment of readdirSync(mlruns)) {
    for (const run of readdirSync(join(mlruns, experiment))) {
      const file = join(mlruns, experiment, run, 'meta.yaml');
      try {
        if (readFileSync(file, 'utf8').includes(`run_name: ${name}\n`)) return join(mlruns, experiment, run);
      } catch {
        continue;
      }
    }
  }
  throw new Error(`no run ${name} in ${mlruns}`);
}

async function latestLoss(client: EngineClient, name: string): Promise<unknown> {
  const { runs } = await client.runs.search({ filter: `attributes.run_name = '${name}'`, view: 'all' });
  return [runs.length, runs[0]?.status, runs[0]?.metrics.map(({ value, count }) => [value, count])];
}

describe('a second import', () => {
  it('brings what a running run has logged since, from a folder', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('files-2.9', join(folder, 'store'));
      await runImport(client, { source });
      expect(await latestLoss(client, 'running')).toEqual([1, 'RUNNING', [[0.5, 1]]]);
      const run = findRun(source, 'running');
      appendFileSync(join(run, 'metrics', 'loss'), '1700000005002 0.25 2\n');
      const meta = readFileSync(join(run, 'meta.yaml'), 'utf8');
      writeFileSync(
        join(run, 'meta.yaml'),
        meta.replace(/end_time: .*/, 'end_time: 1700000005003').replace(/status: 1/, 'status: 3'),
      );
      mkdirSync(join(run, 'params'), { recursive: true });
      writeFileSync(join(run, 'params', 'late'), 'yes');
      const again = await runImport(client, { source });
      expect(again.report).toMatchObject({
        fresh: { runs: 0, points: 1 },
        changed: { runs: 1 },
        same: { runs: 6 },
      });
      expect(await latestLoss(client, 'running')).toEqual([1, 'FINISHED', [[0.25, 2]]]);
    }));

  it('brings what came into a database that is in use', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('sqlite-3.17', join(folder, 'store'));
      const server = openTestConnection(source);
      try {
        await runImport(client, { source });
        server.run(
          `INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
           SELECT 'loss', 0.125, 1700000005009, run_uuid, 7, 0 FROM runs WHERE name = 'running'`,
        );
        server.run("UPDATE runs SET status = 'FAILED', end_time = 1700000006000 WHERE name = 'running'");
        const again = await runImport(client, { source });
        expect(again.report).toMatchObject({ fresh: { points: 1 }, changed: { runs: 1 } });
        expect(await latestLoss(client, 'running')).toEqual([1, 'FAILED', [[0.125, 2]]]);
      } finally {
        server.close();
      }
    }));

  it('leaves what was deleted for good here', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('files-2.9', join(folder, 'store'));
      await runImport(client, { source });
      const { runs } = await client.runs.search({ filter: "attributes.run_name = 'killed'" });
      const runId = runs[0]?.runId ?? '';
      await client.runs.delete({ runId });
      await client.runs.purge({ runId });
      await client.registry.deleteVersion({ name: 'churner', version: 4 });
      appendFileSync(join(findRun(source, 'killed'), 'meta.yaml'), '\n');
      const again = await runImport(client, { source });
      expect(remarksOf(again)).toEqual([`run ${runId} deleted_here`]);
      expect(await latestLoss(client, 'killed')).toEqual([0, undefined, undefined]);
    }));

  it('of a copy of the store finds the same runs', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('files-3.17', join(folder, 'store'));
      await runImport(client, { source });
      const before = await describeWorkspace(client);
      cpSync(join(folder, 'store'), join(folder, 'copy'), { recursive: true });
      const job = await runImport(client, { source: join(folder, 'copy') });
      expect(job.report).toMatchObject({ fresh: { runs: 0, points: 0, files: 0 }, changed: { runs: 8 } });
      const text = (workspace: object): string => JSON.stringify(workspace).replaceAll('/copy/', '/store/');
      expect(text(await describeWorkspace(client))).toBe(text(before));
    }));
});

describe('an import that ended in the middle', () => {
  const seed = 20;

  it('goes on where it was, wherever it was canceled', async () => {
    const random = createRandom(seed);
    const whole = await withEngine(async ({ client, folder }) => {
      await runImport(client, { source: unpackStore('sqlite-3.17', join(folder, 'store')) });
      return withoutPlaces(await describeWorkspace(client), folder);
    });
    let canceled = 0;
    for (let trial = 0; trial < 6; trial++) {
      await withEngine(async ({ client, folder }) => {
        const source = unpackStore('sqlite-3.17', join(folder, 'store'));
        for (let ended = false; !ended;) {
          const { jobId } = await client.transfer.startImport({ source });
          await wait(random.int(60));
          const { state } = await client.transfer.cancel({ jobId });
          if (state === 'canceled') canceled++;
          ended = state === 'done';
          expect(['canceled', 'done']).toContain(state);
        }
        expect(
          withoutPlaces(await describeWorkspace(client), folder),
          `seed ${seed}, trial ${trial}`,
        ).toEqual(whole);
      });
    }
    expect(canceled).toBeGreaterThan(3);
  }, 60_000);

  it('with its engine goes on in the next', () =>
    withFolder(async (folder) => {
      const source = unpackStore('sqlite-3.17', join(folder, 'store'));
      const options = testEngineOptions(join(folder, 'workspace'));
      const first = await openEngine(options);
      const { jobId } = await first.createClient(testActor).transfer.startImport({ source });
      await first.stop();
      const second = await openEngine(options);
      const client = second.createClient(testActor);
      try {
        expect(await client.transfer.job({ jobId })).toMatchObject({ state: 'interrupted', error: null });
        const job = await runImport(client, { source });
        expect(job.state).toBe('done');
        const { runs } = await client.runs.search({ view: 'all' });
        expect(runs).toHaveLength(8);
      } finally {
        await second.stop();
      }
    }));

  it('that left files half there brings those that are missing', () =>
    withEngine(async ({ engine, client, folder }) => {
      const source = unpackStore('sqlite-3.17', join(folder, 'store'));
      await runImport(client, { source, files: false });
      const [run] = (await client.runs.search({ filter: "attributes.run_name = 'parent'" })).runs;
      expect((await client.artifacts.list({ runId: run?.runId ?? '' })).files).toEqual([]);
      const job = await runImport(client, { source });
      expect(job.report?.fresh).toMatchObject({ runs: 0, files: 8 });
      expect(await client.registry.getVersion({ name: 'churner', version: 4 })).toMatchObject({
        flavors: ['python_function'],
      });
      const place = run?.artifactUri.replace('mlflow-artifacts:/', '') ?? '';
      rmSync(join(engine.ctx.paths.artifacts, ...place.split('/'), 'conf.json'));
      expect((await runImport(client, { source })).report?.fresh.files).toBe(0);
    }));
});

/** Two workspaces differ in the folder that the store was unpacked to. */
function withoutPlaces(workspace: object, folder: string): string {
  return JSON.stringify(workspace, null, 1).replaceAll(JSON.stringify(folder).slice(1, -1), '<folder>');
}
