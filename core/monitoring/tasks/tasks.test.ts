import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskContext, TaskOutputs } from '#core/tasks/index.ts';
import { createTestTaskContext } from '#core/tasks/testing.ts';
import { addReviewModel, addReviewTable, makeReviews, type Review } from '#core/testing/made-up-reviews.ts';
import { createRandom } from '#core/testing/random.ts';
import { testActor, withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { createMonitoringTaskTypes } from './index.ts';

describe('the tasks of a predict pipeline', () => {
  it('predict, monitor and report', () =>
    withTasks(async ({ run, task, client, addBatchInput }) => {
      const dataset = await addBatchInput(makeReviews(40, createRandom(1), 'sounds'));
      const predicted = await run('stile/batch-predict', { model: 'stays', dataset, source: 'sounds' });
      expect(predicted).toMatchObject({ batch: 1, rows: 40, model_version: 1 });
      const batch = await client.monitoring.getBatch({ batchId: 1 });
      expect(batch.pipelineRunId).toBe(task.pipelineRunId);
      const { tags } = await client.runs.get({ runId: batch.runId ?? '' });
      expect(tags).toEqual(
        expect.arrayContaining([
          { key: 'stile.pipelineRunId', value: 'this-run' },
          { key: 'stile.pipeline', value: 'predict' },
          { key: 'stile.task', value: 'task' },
          { key: 'stile.try', value: '1' },
          { key: 'stile.batch', value: '1' },
        ]),
      );
      // Templates may hand a number on as a text.
      const monitored = await run('stile/monitor', { batch: '1' });
      expect(monitored).toMatchObject({ verdict: 'alert' });
      expect(Number(monitored['alerts'])).toBeGreaterThan(0);
      const report = await run('stile/summary', { batch: 1 });
      expect(report).toEqual({
        html: join(task.folder, 'summary.html'),
        markdown: join(task.folder, 'summary.md'),
      });
      const files = await client.artifacts.list({ runId: batch.runId ?? '' });
      expect(files.files.map(({ path }) => path)).toEqual(['summary.html', 'summary.md']);
    }));

  it('say of a clean batch that all is well', () =>
    withTasks(async ({ run, addBatchInput }) => {
      const dataset = await addBatchInput(makeReviews(40, createRandom(2)));
      await run('stile/batch-predict', { model: 'models:/stays@champion', dataset });
      expect(await run('stile/monitor', { batch: 1 })).toEqual({ alerts: 0, verdict: 'ok' });
    }));
});

describe('a summary', () => {
  it('shows texts of users as they are, and needs nothing from outside', () =>
    withTasks(async ({ run, task, addBatchInput }) => {
      const nasty = [
        '<script>alert(1)</script> | "quoted" & `code`',
        '![x](http://evil.example/x.png) </table>',
      ];
      const reviews = [
        ...nasty.map((text) => ({ text, label: 'negative' as const })),
        ...makeReviews(20, createRandom(3)),
      ];
      const dataset = await addBatchInput(reviews);
      await run('stile/batch-predict', { model: 'stays', dataset, source: '<b>shop</b>' });
      await run('stile/monitor', { batch: 1 });
      await run('stile/summary', { batch: 1 });
      const html = readFileSync(join(task.folder, 'summary.html'), 'utf8');
      expect(html).not.toMatch(/<script|<b>shop|<img|http:\/\/(?!www\.w3\.org)[^e]/);
      expect(html).toContain('&lt;b&gt;shop&lt;/b&gt;');
      const markdown = readFileSync(join(task.folder, 'summary.md'), 'utf8');
      expect(markdown).not.toMatch(/<script|<b>|(^|[^\\])!\[/);
      for (const line of markdown.split('\n').filter((text) => text.startsWith('|'))) {
        expect(line.replaceAll('\\|', '').split('|').length).toBeLessThanOrEqual(7);
      }
    }));

  it('speaks of what was not judged, and of a batch that was not monitored', () =>
    withTasks(async ({ run, task, addBatchInput }) => {
      const dataset = await addBatchInput(makeReviews(3, createRandom(4)));
      await run('stile/batch-predict', { model: 'stays', dataset });
      await run('stile/summary', { batch: 1 });
      expect(readFileSync(join(task.folder, 'summary.html'), 'utf8')).toContain('has not been monitored yet');
      expect(await run('stile/monitor', { batch: 1 })).toEqual({ alerts: 0, verdict: 'not_evaluated' });
      await run('stile/summary', { batch: 1 });
      expect(readFileSync(join(task.folder, 'summary.md'), 'utf8')).toContain('too few rows to judge');
    }));
});

describe('the clean-up', () => {
  it('removes logs that are old and not among the newest, and says how much', () =>
    withTasks(async ({ run, logs, addLogs, client }) => {
      addLogs('old-1', 40);
      addLogs('old-2', 35);
      addLogs('this-run', 90);
      addLogs('young', 3);
      expect(await run('stile/cleanup', { keep_runs: 1 })).toEqual({ removed: 2, freed_bytes: 10 });
      expect(readdirSync(logs).sort()).toEqual(['this-run', 'young']);
      const { entries } = await client.activity.list({ entityKind: 'workspace' });
      expect(entries).toMatchObject([{ action: 'workspace.cleanup', after: { freedBytes: 10 } }]);
    }));

  it('keeps the newest runs however old they are', () =>
    withTasks(async ({ run, logs, addLogs }) => {
      addLogs('old-1', 40);
      addLogs('old-2', 35);
      expect(await run('stile/cleanup', {})).toEqual({ removed: 0, freed_bytes: 0 });
      expect(readdirSync(logs)).toHaveLength(2);
    }));

  it('keeps the logs of runs that are not over, which are still written to', () =>
    withTasks(async ({ run, logs, addLogs, engine }) => {
      await engine.ctx.write((tx) => {
        tx.unchanged();
        tx.db.run("INSERT INTO pipeline_definitions (hash, text, created_at) VALUES ('h', '', 1)");
        for (const state of ['running', 'queued', 'success']) {
          tx.db.run(
            `INSERT INTO pipeline_runs (uuid, pipeline, definition_hash, state, params, trigger_kind, trigger_detail,
               actor_kind, actor_name, logical_at, interval_start, interval_end, queued_at)
             VALUES (?, 'p', 'h', ?, '{}', 'manual', '', 'cli', 'x', 1, 1, 1, 1)`,
            `is-${state}`,
            state,
          );
        }
      });
      for (const state of ['running', 'queued', 'success']) addLogs(`is-${state}`, 40);
      await run('stile/cleanup', { keep_runs: 0, keep_days: 1 });
      expect(readdirSync(logs).sort()).toEqual(['is-queued', 'is-running']);
    }));

  it('follows no link out of the workspace', () =>
    withTasks(async ({ run, logs, addLogs, folder }) => {
      const outside = join(folder, 'outside');
      mkdirSync(outside);
      writeFileSync(join(outside, 'precious.txt'), 'keep me');
      addLogs('old', 40);
      symlinkSync(outside, join(logs, 'old', 'link'));
      symlinkSync(outside, join(logs, 'linked-run'));
      setAge(join(logs, 'old'), 40);
      await run('stile/cleanup', { keep_runs: 0, keep_days: 1 });
      expect(readdirSync(logs)).toEqual(['linked-run']);
      expect(readFileSync(join(outside, 'precious.txt'), 'utf8')).toBe('keep me');
    }));

  it('has nothing to do where there are no logs', () =>
    withTasks(async ({ run }) => {
      expect(await run('stile/cleanup', { keep_runs: 0 })).toEqual({ removed: 0, freed_bytes: 0 });
    }));
});

const now = Date.UTC(2026, 10, 20, 12);

function setAge(path: string, days: number): void {
  const at = now / 1000 - days * 24 * 60 * 60;
  utimesSync(path, at, at);
}

interface TaskTest extends TestEngine {
  task: TaskContext;
  /** `logs/pipelines` of the workspace */
  logs: string;
  run(name: string, input: object): Promise<TaskOutputs>;
  addBatchInput(reviews: readonly Review[]): Promise<string>;
  /** A folder of 5 bytes of logs that is so many days old. */
  addLogs(runId: string, days: number): void;
}

function withTasks<T>(fn: (test: TaskTest) => Promise<T>): Promise<T> {
  return withEngine(async (test) => {
    const { engine: ctx, services } = test.engine.rpcContext(testActor);
    const types = createMonitoringTaskTypes(services.serving.models);
    const task = createTask(ctx, join(test.folder, 'attempt'));
    const random = createRandom(11);
    await addReviewModel(ctx, 'stays', makeReviews(500, random), { stays: makeReviews(300, random) });
    const logs = join(ctx.paths.logs, 'pipelines');
    return fn({
      ...test,
      task,
      logs,
      run: async (name, input) => {
        const type = types.find((candidate) => candidate.name === name);
        if (type === undefined) throw new Error(`there is no task type ${name}`);
        const outputs = await type.run(task, input);
        expect(Object.keys(outputs).sort()).toEqual([...type.outputs].sort());
        return outputs;
      },
      addBatchInput: (reviews) => addReviewTable(ctx, 'batch_input', reviews, ['text']),
      addLogs: (runId, days) => {
        mkdirSync(join(logs, runId, 'task'), { recursive: true });
        writeFileSync(join(logs, runId, 'task', '1.log'), 'lines');
        setAge(join(logs, runId), days);
      },
    });
  });
}

function createTask(engine: EngineContext, folder: string): TaskContext {
  mkdirSync(folder);
  return createTestTaskContext(engine, folder, { pipelineRunId: 'this-run', taskId: 'task' });
}
