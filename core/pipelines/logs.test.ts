import { appendFileSync, createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { watchLiveMemory } from '#core/testing/live-memory.ts';
import { withRunner, type TestRunner } from './testing/with-runner.ts';

type Search = Inputs['pipelines']['searchLog'];

/** Runs a task and puts a text in the place of its log. */
async function withLog(
  fn: (
    test: TestRunner & {
      file: (name: string, body: string) => void;
      log: string;
      search(more: Partial<Search> & { text: string }): Promise<Outputs['pipelines']['searchLog']>;
    },
  ) => Promise<void>,
): Promise<void> {
  await withRunner(async (t) => {
    t.file('p', 'tasks:\n  a: { type: test/echo }\n');
    const { pipelineRunId } = await t.finish('p');
    const { log_path: path } = t.ctx.db.get<{ log_path: string }>('SELECT log_path FROM task_attempts') ?? {
      log_path: '',
    };
    await fn({
      ...t,
      log: join(t.ctx.paths.root, path),
      search: (more) => t.runner.searchLog(t.ctx, { pipelineRunId, taskId: 'a', ...more }),
    });
  });
}

describe('the search of a log', () => {
  it('finds lines with their numbers and places', () =>
    withLog(async ({ log, search }) => {
      writeFileSync(log, 'one\r\nTwo åäö\n\nthree two\nlast two');
      const found = await search({ text: 'two' });
      expect(found).toMatchObject({
        matches: [
          { line: 2, offset: 5, text: 'Two åäö' },
          { line: 4, offset: 17, text: 'three two' },
          { line: 5, offset: 27, text: 'last two' },
        ],
        isAll: true,
        size: 35,
      });
      expect((await search({ text: 'Two', matchCase: true })).matches.map(({ line }) => line)).toEqual([2]);
      expect((await search({ text: 'ÅÄÖ' })).matches).toHaveLength(1);
      expect((await search({ text: 'four' })).matches).toEqual([]);
    }));

  it('goes on where it has ended', () =>
    withLog(async ({ log, search }) => {
      writeFileSync(log, Array.from({ length: 25 }, (_, i) => `line ${i + 1} hit\n`).join(''));
      const lines: number[] = [];
      let next = { offset: 0, line: 1 };
      for (;;) {
        const { matches, nextOffset, nextLine, isAll } = await search({
          text: 'hit',
          maxMatches: 10,
          ...next,
        });
        lines.push(...matches.map(({ line }) => line));
        for (const { line, text } of matches) expect(text).toBe(`line ${line} hit`);
        next = { offset: nextOffset, line: nextLine };
        if (isAll) break;
      }
      expect(lines).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    }));

  it('finds what lies across two pieces, and tells a long line once and around the match', () =>
    withLog(async ({ log, search }) => {
      const piece = 256 * 1024;
      const long = 'å'.repeat(piece / 2 - 3) + 'needle' + 'x'.repeat(3 * piece);
      writeFileSync(log, `first\n${long} needle\nneedle\n`);
      const { matches, isAll } = await search({ text: 'needle' });
      expect(matches.map(({ line, offset }) => [line, offset])).toEqual([
        [2, 6],
        [3, 6 + Buffer.byteLength(long) + 8],
      ]);
      expect(matches[0]?.text).toContain('needle');
      expect(matches[0]?.text.length).toBeLessThanOrEqual(400);
      expect(isAll).toBe(true);
    }));

  it('searches the last line of a log that grows when it is whole', () =>
    withRunner(async (t) => {
      t.file('p', 'tasks:\n  a: { type: test/hold }\n');
      const { pipelineRunId } = await t.runner.run(t.ctx, { name: 'p' });
      await t.tasks.whenStarted('a');
      const row = t.ctx.db.get<{ log_path: string }>('SELECT log_path FROM task_attempts');
      const log = join(t.ctx.paths.root, row?.log_path ?? '');
      const ask = { pipelineRunId, taskId: 'a', text: 'needle' };
      appendFileSync(log, 'half a nee');
      const first = await t.runner.searchLog(t.ctx, ask);
      expect(first).toMatchObject({ matches: [], isAll: true });
      appendFileSync(log, 'dle\n');
      const next = { ...ask, offset: first.nextOffset, line: first.nextLine };
      expect((await t.runner.searchLog(t.ctx, next)).matches).toMatchObject([{ text: 'half a needle' }]);
      t.tasks.release('a');
      await t.runner.waitRun(t.ctx, { pipelineRunId });
    }));

  it('reads a large log in pieces: memory stays, the loop goes round', () =>
    withLog(async ({ log, search, runner, ctx }) => {
      const line = `${'x'.repeat(99)}\n`;
      const block = Buffer.from(line.repeat(10_000));
      const out = createWriteStream(log);
      for (let i = 0; i < 96; i++) if (!out.write(block)) await once(out, 'drain');
      out.end('the needle\n');
      await finished(out);
      const findNeedle = async (): Promise<void> => {
        let [next, calls] = [{ offset: 0, line: 1 }, 0];
        for (;;) {
          const { matches, nextOffset, nextLine, isAll } = await search({ text: 'NEEDLE', ...next });
          calls++;
          next = { offset: nextOffset, line: nextLine };
          if (isAll) expect(matches).toMatchObject([{ line: 960_001, text: 'the needle' }]);
          if (isAll) break;
        }
        expect(calls).toBe(2);
      };
      const memory = watchLiveMemory();
      await findNeedle();
      expect(memory.end()).toBeLessThan(32 * 1024 * 1024);
      const lags: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const lag = watchLag();
        await findNeedle();
        lags.push(lag.end());
      }
      // The best of them, so that another program on this machine does not fail it.
      expect(Math.min(...lags)).toBeLessThan(200);
      const { pipelineRunId } = (await runner.runs(ctx, {})).runs[0] ?? { pipelineRunId: '' };
      const whole = await download(runner, ctx, { pipelineRunId, taskId: 'a' });
      expect(whole.bytes).toBe(96_000_011);
      expect(whole.tail).toContain('the needle\n');
    }));
});

/** The longest time, in milliseconds, that other work of this thread had to wait. */
function watchLag(): { end: () => number } {
  let [most, last] = [0, performance.now()];
  const look = (): void => {
    most = Math.max(most, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 1);
  return {
    end: () => {
      look();
      clearInterval(timer);
      return most;
    },
  };
}

async function download(
  runner: TestRunner['runner'],
  ctx: TestRunner['ctx'],
  which: { pipelineRunId: string; taskId: string },
): Promise<{ bytes: number; tail: string }> {
  let offset = 0;
  for (;;) {
    const { chunk, end } = await runner.downloadLog(ctx, { ...which, offset });
    expect(chunk.name).toBe('a-try-1.log');
    offset += chunk.size;
    if (end) return { bytes: offset, tail: await chunk.slice(-20).text() };
  }
}

describe('the log of an instance of a map', () => {
  it('is its own, the first when none is named', () =>
    withRunner(async (t) => {
      t.file('p', 'tasks:\n  a: { type: test/hold }\n  b: { type: test/echo, needs: [a] }\n');
      const { pipelineRunId } = await t.runner.run(t.ctx, { name: 'p' });
      const ask = { pipelineRunId, taskId: 'b' };
      expect(await t.runner.log(t.ctx, ask)).toMatchObject({ text: '', size: 0, ended: false });
      expect(await t.runner.searchLog(t.ctx, { ...ask, text: 'x' })).toMatchObject({
        matches: [],
        isAll: true,
      });
      t.tasks.release('a');
      await t.runner.waitRun(t.ctx, { pipelineRunId });
      expect((await t.runner.log(t.ctx, { ...ask, mapIndex: -1 })).text).toContain('echo {}');
      await expect(t.runner.log(t.ctx, { ...ask, mapIndex: 2 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message:
          'The task b has no instance 2. It is no map, or has not been expanded yet: leave the index out.',
      });
      await expect(t.runner.downloadLog(t.ctx, { ...ask, try: 3 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }));
});
