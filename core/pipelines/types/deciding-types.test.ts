import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outputsOf, reasonOf, withPrograms } from '../testing/with-programs.ts';
import { statesOf } from '../testing/with-runner.ts';

const echo = (needs: string, more = ''): string => `{ type: test/echo, needs: [${needs}]${more} }`;

describe('branch and short_circuit', () => {
  it('goes on with the first case that holds', () =>
    withPrograms(async ({ file, finish }) => {
      file(
        'choose',
        `params: { score: { type: number } }
tasks:
  judge:
    type: branch
    with:
      cases:
        - { when: '{{ params.score }} >= 0.9', then: promote }
        - { when: ['{{ params.score }}', '>=', 0.7], then: [review] }
      else: retrain
  promote: ${echo('judge')}
  review: ${echo('judge')}
  retrain: ${echo('judge')}
  after: ${echo('promote, review, retrain', ', trigger_rule: none_failed_min_one_success')}
`,
      );
      const ends = async (score: number): Promise<string> => statesOf(await finish('choose', { score }));
      expect(await ends(0.95)).toContain(
        'promote: success, review: skipped, retrain: skipped, after: success',
      );
      expect(await ends(0.8)).toContain('promote: skipped, review: success, retrain: skipped');
      expect(await ends(0.1)).toContain('promote: skipped, review: skipped, retrain: success');
    }));

  it('stops short of everything below, or of the next alone', () =>
    withPrograms(async ({ file, finish }) => {
      const text = (more: string): string =>
        `params: { go: { type: boolean } }
tasks:
  stop: { type: short_circuit, with: { condition: '{{ params.go }}'${more} } }
  next: ${echo('stop')}
  last: ${echo('next', ', trigger_rule: all_done')}
`;
      file('all', text(''));
      file('one', text(', ignore_trigger_rules: false'));
      expect(statesOf(await finish('all', { go: true }))).toBe('stop: success, next: success, last: success');
      expect(statesOf(await finish('all', { go: false }))).toBe(
        'stop: success, next: skipped, last: skipped',
      );
      expect(statesOf(await finish('one', { go: false }))).toBe(
        'stop: success, next: skipped, last: success',
      );
    }));
});

describe('wait', () => {
  it('waits for a time, without a slot', () =>
    withPrograms(
      async ({ file, finish }) => {
        file('time', `tasks:\n  a: { type: wait, with: { for: 50ms } }\n  b: { type: test/echo }\n`);
        const run = await finish('time');
        expect(statesOf(run)).toBe('a: success, b: success');
        expect(outputsOf(run, 'a')['waited_s']).toBeGreaterThanOrEqual(0.05);
      },
      { slots: 1 },
    ));

  it('waits until a file appears, and until one changes', () =>
    withPrograms(async ({ file, runner, ctx, project }) => {
      writeFileSync(join(project, 'data.csv'), 'old');
      file(
        'files',
        `tasks:
  new: { type: wait, with: { file: new.csv } }
  other: { type: wait, with: { file: data.csv, when: changes } }
`,
      );
      const { pipelineRunId } = await runner.run(ctx, { name: 'files', params: {} });
      const states = (): string => statesOf(runner.getRun(ctx, { pipelineRunId }));
      await expect.poll(states, { timeout: 10_000 }).toBe('new: up_for_reschedule, other: up_for_reschedule');
      writeFileSync(join(project, 'new.csv'), 'here');
      rmSync(join(project, 'data.csv'));
      writeFileSync(join(project, 'data.csv'), 'changed');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(statesOf(run)).toBe('new: success, other: success');
      expect(outputsOf(run, 'new')['file']).toBe(join(project, 'new.csv'));
    }));

  it('fails, or is skipped, when the time is over', () =>
    withPrograms(async ({ file, finish }) => {
      file(
        'late',
        `tasks:
  a: { type: wait, retries: 3, with: { file: never.csv, timeout: 30ms } }
  b: { type: wait, with: { file: never.csv, timeout: 30ms, on_timeout: skip } }
`,
      );
      const run = await finish('late');
      expect(statesOf(run)).toBe('a: failed, b: skipped');
      expect(reasonOf(run, 'a')).toContain('It waited 30ms in vain for the file');
    }));

  it('waits for the end of a run of another pipeline', () =>
    withPrograms(async ({ file, finish, runner, ctx }) => {
      file('ingest', 'tasks:\n  a: { type: test/echo }\n');
      file('after', 'tasks:\n  w: { type: wait, with: { pipeline: ingest } }\n');
      file('recent', 'tasks:\n  w: { type: wait, with: { pipeline: ingest, max_age: 1h } }\n');
      const { pipelineRunId } = await runner.run(ctx, { name: 'after', params: {} });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })), { timeout: 10_000 })
        .toBe('w: up_for_reschedule');
      const ingest = await finish('ingest');
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(outputsOf(run, 'w')).toMatchObject({ pipeline_run_id: ingest.pipelineRunId, state: 'success' });
      expect(statesOf(await finish('recent'))).toBe('w: success');
    }));
});

describe('trigger', () => {
  it('starts another pipeline and waits for its end', () =>
    withPrograms(async ({ file, finish, runner, ctx }) => {
      file(
        'train',
        'params: { text: { type: string } }\ntasks:\n  a: { type: test/echo, with: { text: "{{ params.text }}" } }\n',
      );
      file('broken', 'tasks:\n  a: { type: test/fail }\n');
      file(
        'start',
        `tasks:
  good: { type: trigger, with: { pipeline: train, params: { text: hello }, wait: true } }
  bad: { type: trigger, with: { pipeline: broken, wait: true } }
  loose: { type: trigger, with: { pipeline: broken } }
`,
      );
      const run = await finish('start');
      expect(statesOf(run)).toBe('good: success, bad: failed, loose: success');
      expect(reasonOf(run, 'bad')).toContain('of broken ended as failed');
      const { runs } = await runner.runs(ctx, { name: 'train' });
      expect(runs.map(({ trigger, params, state }) => [trigger.kind, params, state])).toEqual([
        ['pipeline', { text: 'hello' }, 'success'],
      ]);
      expect(outputsOf(run, 'good')).toEqual({ pipeline_run_id: runs[0]?.pipelineRunId, state: 'success' });
    }));

  it('does not start a second run for the same attempt when a new engine takes over', () =>
    withPrograms(async ({ file, runner, ctx, another, tasks }) => {
      file('long', 'tasks:\n  w: { type: wait, with: { file: never.csv } }\n');
      file('start', 'tasks:\n  t: { type: trigger, with: { pipeline: long, wait: true } }\n');
      const { pipelineRunId } = await runner.run(ctx, { name: 'start', params: {} });
      await expect
        .poll(() => statesOf(runner.getRun(ctx, { pipelineRunId })), { timeout: 10_000 })
        .toBe('t: up_for_reschedule');
      await runner.stop();
      const next = another({ resumeAfterMs: 0 });
      try {
        await next.recover();
        const { runs } = await next.runs(ctx, { name: 'long' });
        expect(runs).toHaveLength(1);
        await next.cancel(ctx, { pipelineRunId: runs[0]?.pipelineRunId ?? '' });
        const run = await next.waitRun(ctx, { pipelineRunId });
        expect(reasonOf(run, 't')).toContain('ended as canceled');
        expect((await next.runs(ctx, { name: 'long' })).runs).toHaveLength(1);
      } finally {
        await next.stop();
      }
      expect(tasks.started).toEqual([]);
    }));
});

describe('approve', () => {
  it('asks, and does as a person says', () =>
    withPrograms(async ({ file, runner, ctx }) => {
      file(
        'ask',
        `tasks:
  yes: { type: approve, with: { question: Shall it go live? } }
  no: { type: approve, with: { question: Really? } }
  maybe: { type: approve, with: { question: Well?, on_reject: skip } }
`,
      );
      const { pipelineRunId } = await runner.run(ctx, { name: 'ask', params: {} });
      const read = (): string => statesOf(runner.getRun(ctx, { pipelineRunId }));
      await expect
        .poll(read, { timeout: 10_000 })
        .toBe('yes: awaiting_input, no: awaiting_input, maybe: awaiting_input');
      expect(runner.getRun(ctx, { pipelineRunId }).tasks[0]?.question).toBe('Shall it go live?');
      const decide = (taskId: string, approved: boolean): Promise<unknown> =>
        runner.decide(ctx, { pipelineRunId, taskId, approved, mapIndex: -1, reason: 'I looked at it' });
      await decide('yes', true);
      await decide('no', false);
      await decide('maybe', false);
      const run = await runner.waitRun(ctx, { pipelineRunId });
      expect(statesOf(run)).toBe('yes: success, no: failed, maybe: skipped');
      expect(outputsOf(run, 'yes')).toEqual({ approved: true, by: ctx.actor.name, reason: 'I looked at it' });
      expect(reasonOf(run, 'no')).toContain('said no: I looked at it');
    }));
});
