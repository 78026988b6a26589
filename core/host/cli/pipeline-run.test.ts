import { describe, expect, it } from 'vitest';
import type { PipelineProblem, PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { readParam } from './pipeline-run.ts';
import { instanceNote } from './task-log.ts';
import { problemLines, problemsResult, runResult } from './pipeline-text.ts';

describe('a param that is typed', () => {
  it.each([
    ['5', 'integer', 5],
    ['-1.5e2', 'number', -150],
    ['true', 'boolean', true],
    ['false', 'boolean', false],
    ['5', 'string', '5'],
    ['', 'string', ''],
    ['["a"]', 'array', ['a']],
    ['{"a": 1}', 'object', { a: 1 }],
  ])('%j as %s is %j', (text, type, value) => {
    expect(readParam('x', text, { type })).toEqual(value);
  });

  it('is a text where the pipeline does not have it: the engine says so', () => {
    expect(readParam('x', '5', undefined)).toBe('5');
  });

  it.each([
    ['five', 'integer'],
    ['', 'number'],
    ['Infinity', 'number'],
    ['yes', 'boolean'],
    ['a,b', 'array'],
  ])('%j is no %s', (text, type) => {
    expect(() => readParam('x', text, { type })).toThrow(/--param x is .* Write for example x=/);
  });
});

describe('problems of a file', () => {
  const problem: PipelineProblem = {
    code: 'unknown_key',
    severity: 'error',
    line: 3,
    column: 5,
    path: 'tasks.a.wiht',
    value: 'wiht',
    expected: 'did you mean "with"?',
    message: '"wiht" is no key of tasks.a:\n did you mean "with"?',
  };

  it('stand one on a line, as compilers say them', () => {
    expect(problemLines('pipelines/p.yaml', [problem])).toBe(
      'pipelines/p.yaml:3:5 error: "wiht" is no key of tasks.a:  did you mean "with"?\n',
    );
  });

  it('fail the command when one is an error', () => {
    const warning: PipelineProblem = { ...problem, severity: 'warning' };
    expect(problemsResult([{ file: 'p', problems: [warning], nextTimes: [] }])).toMatchObject({
      exitCode: 0,
      json: { valid: true },
    });
    const both = problemsResult([{ file: 'p', problems: [warning, problem], nextTimes: [] }]);
    expect(both).toMatchObject({ exitCode: 1, json: { valid: false } });
    expect(both.text(true)).toMatch(/1 pipeline: 1 error, 1 warning\n$/);
  });

  it('come with the next times of the schedule', () => {
    const at = Date.UTC(2026, 10, 27, 5);
    const local = '2026-11-27T06:00:00+01:00';
    const nextTimes = [{ at, logicalAt: at, utc: '2026-11-27T05:00:00Z', local }];
    const { text } = problemsResult([{ file: 'pipelines/p.yaml', problems: [], nextTimes }]);
    expect(text(false)).toMatch(
      /^pipelines\/p\.yaml: next runs\n {2}2026-11-2\d .+ {2}2026-11-27T06:00:00\+01:00\n$/,
    );
  });
});

describe('a run of a part', () => {
  const task = (taskId: string, rest: Partial<TaskRun>): TaskRun => ({
    ...{ taskId, mapIndex: -1, label: null, type: 'shell', needs: [], state: 'success', attempts: [] },
    ...{ waitsFor: null, nextAt: null, question: null, part: 'run', reusedFrom: null },
    ...rest,
  });
  const attempt: TaskRun['attempts'][number] = {
    ...{ try: 1, state: 'success', startedAt: 5, endedAt: 5, reason: null, errorCode: null, failure: null },
    ...{ progress: null, outputs: {}, exitCode: 0, isCached: true },
  };
  const run: PipelineRun = {
    ...{ pipelineRunId: 'now', pipeline: 'p', state: 'success', params: {}, definitionHash: 'h' },
    ...{ trigger: { kind: 'manual', detail: '' }, actor: { kind: 'command', name: 'stile' }, reason: null },
    ...{ logicalAt: 1, intervalStart: 1, intervalEnd: 1, dueAt: null, backfillId: null, selection: null },
    ...{ queuedAt: 1, startedAt: 2, endedAt: 3 },
    flags: { hasFailedTasks: false, recovered: false, isLate: false, isFromCatchup: false },
    tasks: [
      task('a', { part: 'reuse', reusedFrom: 'before', attempts: [attempt] }),
      task('b', { part: 'leaveOut', state: 'removed' }),
      task('c', { attempts: [attempt] }),
    ],
  };

  it('tells of each task that did not run why, and no time', () => {
    const lines = runResult(run).text(false).split('\n');
    const line = (id: string): string => lines.find((one) => one.startsWith(`${id}\t`)) ?? '';
    expect(line('a')).toBe('a\treused\t\t\treused from run before');
    expect(line('b')).toBe('b\tleft out\t\t\tleft out of this run');
    expect(line('c')).toMatch(/^c\tsuccess\t1\t0 ms/);
  });

  it('says which backfill began it, and its date', () => {
    const text = runResult({ ...run, backfillId: 4, logicalAt: 86_400_000 }).text(false);
    expect(text).toContain('backfill 4: stile');
    expect(text).not.toContain('manual');
    expect(text).toContain('1970-01-02');
  });

  it('tells which instance of a map a log is of, and nothing where there is one alone', () => {
    const map = ['north', 'south'].map((label, mapIndex) => task('work', { mapIndex, label }));
    expect(instanceNote(map)).toBe(
      'This is work[0] (north), one of 2 instances. For another: --map-index 0 to 1',
    );
    expect(instanceNote(map.slice(1))).toBeNull();
  });
});
