import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LineageGraph } from '#contract/lineage.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { addFile } from '#core/datasets/testing.ts';
import { recordArtifact, traceLineage } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createTestVersion } from '#core/testing/test-models.ts';
import { attemptPaths } from './run/run-services.ts';
import { statesOf, withRunner, type TestRunner } from './testing/with-runner.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function trace(ctx: EngineContext, uri: string): LineageGraph {
  return traceLineage(ctx, { uri, direction: 'both', depth: 5 });
}

function edgesOf({ edges }: LineageGraph): string[] {
  return edges.map(({ from, to }) => `${from} -> ${to}`).toSorted();
}

async function addVersions(test: TestRunner): Promise<void> {
  await addFile(test, 'a,b\n1,2\n');
  await addFile(test, 'a,b\n3,4\n');
  await addFile(test, 'a,b\n5,6\n', { name: 'reviews_old' });
  const source = 'https://example.org/model';
  for (let n = 0; n < 3; n++) await createTestVersion(test.client, 'churn', { source });
  await test.client.registry.deleteVersion({ name: 'churn', version: 3 });
  // What a client calls a version of a dataset is none.
  await test.ctx.write((tx) => {
    tx.unchanged();
    recordArtifact(tx, { type: 'DatasetVersion', uri: 'datasets:/reviews/99', name: 'reviews' });
  });
}

function logOf(ctx: EngineContext, run: PipelineRun, index: number): string {
  const instance = { taskId: run.tasks[index]?.taskId ?? '', mapIndex: -1 };
  return readFileSync(join(ctx.paths.root, attemptPaths(run.pipelineRunId, instance, 1).log), 'utf8');
}

const declared = `tasks:
  prepare:
    type: test/echo
    inputs: [file:raw/in.csv, dataset:reviews]
    outputs: [file:out.csv, table:clean]
  train:
    type: test/echo
    needs: [prepare]
    inputs: [file:out.csv, model:churn, dataset:reviews@1]
`;

function withFiles(fn: (test: TestRunner) => Promise<void>): Promise<void> {
  return withRunner(async (test) => {
    mkdirSync(join(test.folder, 'raw'));
    writeFileSync(join(test.folder, 'raw', 'in.csv'), 'a,b\n');
    writeFileSync(join(test.folder, 'out.csv'), 'made');
    await addVersions(test);
    await fn(test);
  });
}

describe('the lineage of tasks', () => {
  it('holds what they declare: files by content, newest versions, tables', async () => {
    await withFiles(async ({ ctx, file, finish }) => {
      file('p', declared);
      const { pipelineRunId: id } = await finish('p');
      const made = `files:/out.csv?sha256=${sha256('made')}`;
      const graph = trace(ctx, `tasks:/${id}/prepare/1`);
      expect(edgesOf(graph)).toEqual(
        [
          `datasets:/reviews/2 -> tasks:/${id}/prepare/1`,
          `files:/raw/in.csv?sha256=${sha256('a,b\n')} -> tasks:/${id}/prepare/1`,
          `${made} -> tasks:/${id}/train/1`,
          'ingests:/reviews/2 -> datasets:/reviews/2',
          `tasks:/${id}/prepare/1 -> ${made}`,
          `tasks:/${id}/prepare/1 -> tables:/clean`,
        ].toSorted(),
      );
      expect(graph.nodes.find(({ distance }) => distance === 0)).toMatchObject({
        type: 'Task',
        name: 'p: prepare',
        state: 'COMPLETE',
      });
      // Without the number of its try a task is traced as it was last.
      expect(edgesOf(trace(ctx, `tasks:/${id}/train`))).toEqual(
        expect.arrayContaining([
          `models:/churn/2 -> tasks:/${id}/train/1`,
          `datasets:/reviews/1 -> tasks:/${id}/train/1`,
        ]),
      );
    });
  });

  it('tells a file with other content apart, and finds it by its path as it was last', async () => {
    await withFiles(async ({ ctx, file, finish, folder }) => {
      file('p', 'tasks: { a: { type: test/echo, inputs: [file:raw/in.csv] } }\n');
      const first = await finish('p');
      writeFileSync(join(folder, 'raw', 'in.csv'), 'other');
      const second = await finish('p');
      expect(edgesOf(trace(ctx, 'files:/raw/in.csv'))).toEqual([
        `files:/raw/in.csv?sha256=${sha256('other')} -> tasks:/${second.pipelineRunId}/a/1`,
      ]);
      expect(edgesOf(trace(ctx, `tasks:/${first.pipelineRunId}/a`))).toEqual([
        `files:/raw/in.csv?sha256=${sha256('a,b\n')} -> tasks:/${first.pipelineRunId}/a/1`,
      ]);
    });
  });

  it('knows no outputs of a task that failed, and what is missing is told in the log', async () => {
    await withFiles(async ({ ctx, file, finish }) => {
      file(
        'p',
        `tasks:
  a: { type: test/fail, with: { code: final }, inputs: [dataset:reviews], outputs: [file:out.csv] }
  b: { type: test/echo, inputs: [dataset:nobody, model:nobody, file:none.csv, file:raw] }
`,
      );
      const run = await finish('p');
      expect(statesOf(run)).toBe('a: failed, b: success');
      const graph = trace(ctx, `tasks:/${run.pipelineRunId}/a`);
      expect(edgesOf(graph)).toEqual([
        `datasets:/reviews/2 -> tasks:/${run.pipelineRunId}/a/1`,
        'ingests:/reviews/2 -> datasets:/reviews/2',
      ]);
      expect(graph.nodes.find(({ type }) => type === 'Task')?.state).toBe('FAILED');
      const log = logOf(ctx, run, 1);
      expect(log).toContain('lineage: dataset:nobody is left out: There is no dataset "nobody".');
      expect(log).toMatch(/lineage: model:nobody is left out: .*nobody/);
      expect(log).toMatch(/lineage: file:none\.csv is left out: .*ENOENT/);
      expect(log).toContain('lineage: raw is no plain file: it is known by its name alone');
    });
  });

  it('has an end for each try, each instance of a map, and each go after a clear', async () => {
    await withFiles(async ({ ctx, file, finish, runner, folder }) => {
      file(
        'p',
        `tasks:
  a: { type: test/flaky, retries: 1, retry_delay: 1ms, with: { at: 2 }, inputs: [file:raw/in.csv], outputs: [file:out.csv] }
  b: { type: test/echo, map: { over: [x, y] }, outputs: [file:out.csv] }
`,
      );
      const { pipelineRunId: id } = await finish('p');
      writeFileSync(join(folder, 'raw', 'in.csv'), 'other');
      await runner.clear(ctx, { pipelineRunId: id, scope: 'task', taskId: 'a' });
      await runner.waitRun(ctx, { pipelineRunId: id });
      const rows = ctx.db.all<{ uri: string; name: string; state: string }>(
        "SELECT uri, name, state FROM lineage_executions WHERE type = 'Task' ORDER BY uri",
      );
      expect(rows.map(({ uri, name, state }) => `${uri} ${name} ${state}`)).toEqual([
        `tasks:/${id}/a/1 p: a FAILED`,
        `tasks:/${id}/a/2 p: a (2) COMPLETE`,
        `tasks:/${id}/a/3 p: a (3) COMPLETE`,
        `tasks:/${id}/b.0/1 p: b.0 COMPLETE`,
        `tasks:/${id}/b.1/1 p: b.1 COMPLETE`,
      ]);
      const into = (attempt: number): string[] =>
        edgesOf(trace(ctx, `tasks:/${id}/a/${attempt}`)).filter((edge) => edge.endsWith(`/a/${attempt}`));
      expect(into(2)).toEqual([`files:/raw/in.csv?sha256=${sha256('a,b\n')} -> tasks:/${id}/a/2`]);
      expect(into(3)).toEqual([`files:/raw/in.csv?sha256=${sha256('other')} -> tasks:/${id}/a/3`]);
      expect(edgesOf(trace(ctx, `tasks:/${id}/a/1`)).filter((edge) => edge.startsWith('tasks'))).toEqual([]);
    });
  });

  it('follows a mark, and is none where nothing was declared', async () => {
    await withFiles(async ({ ctx, file, finish, runner }) => {
      file('p', 'tasks: { a: { type: test/echo, inputs: [table:t] }, b: { type: test/echo } }\n');
      const { pipelineRunId } = await finish('p');
      const mark = { pipelineRunId, taskId: 'a', state: 'failed', reason: 'the table was stale' } as const;
      await runner.mark(ctx, mark);
      const rows = ctx.db.all("SELECT uri, state FROM lineage_executions WHERE type = 'Task'");
      expect(rows).toEqual([{ uri: `tasks:/${pipelineRunId}/a/1`, state: 'FAILED' }]);
    });
  });
});
