import { expect, it } from 'vitest';
import { triggerRule } from '#contract/pipelines.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import { unfinished } from './run/transitions.ts';
import { statesOf, withRunner } from './testing/with-runner.ts';

const kinds = [
  'test/echo',
  'test/echo',
  'test/skip',
  'test/fail',
  'test/flaky, with: { at: 2 }, retries: 1, retry_delay: 1ms',
  'test/stubborn, with: { ms: 2 }',
];

function randomPipeline(random: Random): string {
  const size = 3 + random.int(12);
  const lines = Array.from({ length: size }, (_, n) => {
    const needs = Array.from({ length: n }, (_unused, m) => `t${m}`).filter(() => random.next() < 2 / size);
    const rule = random.pick(triggerRule.options);
    return `  t${n}: { type: ${random.pick(kinds)}, needs: [${needs.join(', ')}], trigger_rule: ${rule} }`;
  });
  return `max_active_runs: 3\ntasks:\n${lines.join('\n')}\n`;
}

it('random pipelines end the same each time, however many slots there are', async () => {
  await withRunner(async ({ file, finish, another, ctx }) => {
    const random = createRandom(7);
    const narrow = another({ slots: 1 });
    for (let n = 0; n < 12; n++) {
      file('p', randomPipeline(random));
      const [first, second] = await Promise.all([finish('p'), finish('p')]);
      const { pipelineRunId } = await narrow.run(ctx, { name: 'p' });
      const third = await narrow.waitRun(ctx, { pipelineRunId });
      expect([statesOf(second), second.state]).toEqual([statesOf(first), first.state]);
      expect([statesOf(third), third.state]).toEqual([statesOf(first), first.state]);
    }
    await narrow.stop();
  });
});

it('nothing is left open, wherever a run is canceled or the engine stops', async () => {
  await withRunner(async ({ file, another, ctx }) => {
    const random = createRandom(11);
    for (let n = 0; n < 16; n++) {
      file('p', randomPipeline(random));
      const runner = another({ slots: 2 });
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      await runner.waitRun(ctx, { pipelineRunId, maxWaitMs: random.int(8) });
      if (n % 2 === 0) await runner.stop();
      else await runner.cancel(ctx, { pipelineRunId }).catch(() => undefined);
      await runner.stop();
      const next = another({ resumeAfterMs: 0 });
      await next.recover();
      const run = await next.waitRun(ctx, { pipelineRunId });
      await next.stop();
      expect(['success', 'failed', 'canceled']).toContain(run.state);
      expect(run.endedAt).not.toBeNull();
      const states = run.tasks.flatMap(({ state, attempts }) => [
        state,
        ...attempts.map((attempt) => attempt.state),
      ]);
      for (const state of states) expect(unfinished).not.toContain(state);
    }
  });
});

it('a run that goes on with the next engine ends as one that nobody stopped, wherever it was stopped', async () => {
  await withRunner(async ({ file, another, finish, ctx }) => {
    const random = createRandom(13);
    for (let n = 0; n < 16; n++) {
      file('p', randomPipeline(random));
      const whole = await finish('p');
      const first = another({ slots: 2, graceMs: { cancel: 0, stop: 0 } });
      const { pipelineRunId } = await first.run(ctx, { name: 'p' });
      await first.waitRun(ctx, { pipelineRunId, maxWaitMs: random.int(8) });
      await first.stop();
      const next = another({ resumeAfterMs: 0 });
      await next.recover();
      const run = await next.waitRun(ctx, { pipelineRunId });
      await next.stop();
      expect([statesOf(run), run.state]).toEqual([statesOf(whole), whole.state]);
    }
  });
});

it('a run of a part that goes on with the next engine ends as one that nobody stopped', async () => {
  await withRunner(async ({ file, another, finish, ctx }) => {
    const random = createRandom(17);
    for (let n = 0; n < 16; n++) {
      file('p', randomPipeline(random));
      await finish('p');
      const selection = { mode: random.pick(['only', 'from'] as const), tasks: [`t${random.int(3)}`] };
      const peaceful = another({ slots: 2 });
      const first = await peaceful.run(ctx, { name: 'p', selection });
      const whole = await peaceful.waitRun(ctx, { pipelineRunId: first.pipelineRunId });
      await peaceful.stop();
      const stopped = another({ slots: 2, graceMs: { cancel: 0, stop: 0 } });
      const { pipelineRunId } = await stopped.run(ctx, { name: 'p', selection });
      await stopped.waitRun(ctx, { pipelineRunId, maxWaitMs: random.int(6) });
      await stopped.stop();
      const next = another({ resumeAfterMs: 0 });
      await next.recover();
      const run = await next.waitRun(ctx, { pipelineRunId });
      await next.stop();
      expect([statesOf(run), run.state]).toEqual([statesOf(whole), whole.state]);
    }
  });
});
