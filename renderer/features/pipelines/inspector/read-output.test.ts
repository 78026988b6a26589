import { expect, it } from 'vitest';
import { batchOf } from './batch-of.ts';
import { readOutput } from './read-output.ts';

const id = '0123456789abcdef0123456789abcdef';

it('things of the workspace are known by their address or their name', () => {
  expect(readOutput('dataset', 'datasets:/reviews/3')).toEqual({
    kind: 'dataset',
    uri: 'datasets:/reviews/3',
  });
  expect(readOutput('uri', 'models:/churn/12')).toEqual({ kind: 'model', name: 'churn', version: '12' });
  expect(readOutput('run', id)).toEqual({ kind: 'run', runId: id });
  expect(readOutput('x', `runs:/${id}/model`)).toEqual({ kind: 'run', runId: id });
  expect(readOutput('pipeline_run_id', id)).toEqual({ kind: 'pipelineRun', pipelineRunId: id });
  expect(readOutput('batch', 30)).toEqual({ kind: 'batch', batchId: 30 });
  expect(readOutput('alerts', 2)).toEqual({ kind: 'alerts', count: 2 });
});

it('an alias, an address of a file and a count are what they say, and no more', () => {
  expect(readOutput('model', 'models:/churn@champion').kind).toBe('plain');
  expect(readOutput('rows', 30)).toEqual({ kind: 'plain', text: '30' });
  expect(readOutput('ok', null)).toEqual({ kind: 'plain', text: 'null' });
});

it('a list of plain objects is a table, anything deeper a tree', () => {
  expect(readOutput('checks', [{ a: 1 }, { a: 2, b: 'x' }])).toEqual({
    kind: 'rows',
    columns: ['a', 'b'],
    rows: [{ a: 1 }, { a: 2, b: 'x' }],
  });
  expect(readOutput('m', [{ a: { b: 1 } }]).kind).toBe('tree');
  expect(readOutput('m', []).kind).toBe('tree');
});

it('the batch of a task is its own, or that of the nearest task before it', () => {
  const task = (taskId: string, needs: string[], outputs: Record<string, unknown>) => ({
    ...{ taskId, needs, mapIndex: -1, label: null, type: 'shell', state: 'success' as const },
    ...{ waitsFor: null, nextAt: null, question: null, part: 'run' as const, reusedFrom: null },
    attempts: [
      {
        ...{ try: 1, state: 'success' as const, startedAt: 1, endedAt: 2, reason: null, errorCode: null },
        ...{ failure: null, progress: null, exitCode: null, isCached: false, outputs },
      },
    ],
  });
  const tasks = [task('score', [], { batch: 7 }), task('check', ['score'], {}), task('far', ['check'], {})];
  expect(batchOf({ tasks }, { taskId: 'far' })).toBe(7);
  expect(batchOf({ tasks: tasks.slice(1) }, { taskId: 'far' })).toBeNull();
});
