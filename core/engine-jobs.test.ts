import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

it('tells of runs of pipelines, imports and the engine’s own work in one list, and of nothing that is long over', () =>
  withEngine(async ({ client, clock, folder }) => {
    expect(await client.jobs.list({})).toEqual({ jobs: [] });
    await client.workspace.backup({});
    clock.advance(1000);
    const { experimentId } = await client.experiments.create({ name: 'over' });
    await client.experiments.delete({ experimentId });
    await client.experiments.purge({ experimentId });
    clock.advance(1000);
    await mkdir(join(folder, 'mlruns', '1'), { recursive: true });
    const meta = "experiment_id: '1'\nname: brought\nlifecycle_stage: active\n";
    await writeFile(join(folder, 'mlruns', '1', 'meta.yaml'), meta);
    const { jobId } = await client.transfer.startImport({ source: join(folder, 'mlruns') });
    await client.transfer.wait({ jobId });
    const { jobs } = await client.jobs.list({});
    expect(jobs.map(({ kind, state, subject }) => [kind, state, subject])).toEqual([
      ['import', 'done', join(folder, 'mlruns')],
      ['purge', 'done', 'over'],
      ['backup', 'done', 'workspace'],
    ]);
    clock.advance(2 * 24 * 60 * 60_000);
    expect(await client.jobs.list({})).toEqual({ jobs: [] });
    expect((await client.jobs.list({ endedSince: 0 })).jobs).toHaveLength(3);
  }));

it('tells of a failed pipeline run which task failed first, and how it ended', () =>
  withEngine(async ({ client }) => {
    const text =
      'version: 1\nname: broken\ntasks:\n  first: { type: shell, with: { command: "exit 3" } }\n  second: { type: shell, with: { command: "exit 4" } }\n';
    await client.pipelines.save({ name: 'broken', text });
    await client.pipelines.run({ name: 'broken', params: {} });
    const stateOf = async () => (await client.jobs.list({})).jobs[0]?.state;
    await expect.poll(stateOf, { timeout: 10_000 }).toBe('failed');
    const [job] = (await client.jobs.list({})).jobs;
    expect(job).toMatchObject({
      kind: 'pipeline_run',
      state: 'failed',
      failedTask: {
        taskId: 'first',
        others: 1,
        end: { state: 'failed', errorCode: 'TASK_FAILED', failure: null, exitCode: 3 },
      },
    });
  }));

it('tells of a failed run whether a later one made up for it: a run of a part does not, one of another pipeline neither', () =>
  withEngine(async ({ client }) => {
    const text = (name: string) =>
      `version: 1\nname: ${name}\nparams: { end: { type: string, default: "true" } }\ntasks:\n  a: { type: shell, with: { command: "true" } }\n  b: { type: shell, with: { command: "{{ params.end }}" } }\n`;
    await client.pipelines.save({ name: 'p', text: text('p') });
    await client.pipelines.save({ name: 'q', text: text('q') });
    const run = async (order: Parameters<typeof client.pipelines.run>[0]) => {
      const { pipelineRunId } = await client.pipelines.run(order);
      await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 });
    };
    const told = async () =>
      (await client.jobs.list({})).jobs
        .filter(({ state }) => state === 'failed')
        .map((job) => job.isMadeUpFor);
    await run({ name: 'p', params: { end: 'false' } });
    await run({ name: 'q' });
    await run({ name: 'p', selection: { mode: 'only', tasks: ['a'] } });
    expect(await told()).toEqual([false]);
    await run({ name: 'p' });
    expect(await told()).toEqual([true]);
  }));

it('keeps why work failed, and ends what can be ended', () =>
  withEngine(async ({ client, folder }) => {
    const file = join(folder, 'taken.stile');
    await writeFile(file, 'mine');
    await failureOf(client.workspace.export({ file }));
    const [failed] = (await client.jobs.list({})).jobs;
    expect(failed).toMatchObject({ kind: 'export', state: 'failed', canCancel: false });
    expect(failed?.failure?.code).toBeDefined();
    expect(await failureOf(client.jobs.cancel({ jobId: failed?.jobId ?? '' }))).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await failureOf(client.jobs.cancel({ jobId: 'nothing' }))).toMatchObject({ code: 'NOT_FOUND' });
  }));

it('counts the tasks that succeeded of a pipeline run that failed', () =>
  withEngine(async ({ client }) => {
    await client.workshop.create({});
    // More rows than there are.
    const { pipelineRunId } = await client.pipelines.run({ name: 'predict', params: { rows: 5000 } });
    const run = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 60_000 });
    const succeeded = run.tasks.filter(({ state }) => state === 'success').length;
    const { jobs } = await client.jobs.list({});
    const job = jobs.find(({ jobId }) => jobId === `pipeline_run:${pipelineRunId}`);
    expect(job).toMatchObject({
      state: 'failed',
      progress: { done: succeeded, total: run.tasks.length, unit: 'tasks' },
    });
    expect(succeeded).toBeLessThan(run.tasks.length);
  }));
