import { describe, expect, it } from 'vitest';
import { makeUpRuns } from '../testing/made-up-runs.ts';
import { withRunner } from '../testing/with-runner.ts';

const task = 'tasks:\n  a: { type: test/echo }\n';
const day = 24 * 60 * 60 * 1000;

describe('the calendar of runs', () => {
  it('counts runs by the days of a zone, by their logical dates', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const at = (text: string): number => Date.parse(text);
      await makeUpRuns(ctx, [
        { pipeline: 'p', logicalAt: at('2026-03-10T22:59:00Z') },
        { pipeline: 'p', logicalAt: at('2026-03-10T23:00:00Z'), state: 'failed' },
        { pipeline: 'p', logicalAt: at('2026-03-11T05:00:00Z') },
        { pipeline: 'q', logicalAt: at('2026-03-11T05:00:00Z') },
        { pipeline: 'p', logicalAt: at('2026-03-12T00:00:00Z') },
        { pipeline: 'p', logicalAt: at('2026-03-13T00:00:00Z') },
      ]);
      const range = { fromAt: at('2026-03-10T00:00:00Z'), untilAt: at('2026-03-12T00:00:00Z') };
      const swedish = await runner.calendar(ctx, { name: 'p', ...range, timezone: 'Europe/Stockholm' });
      expect(swedish.days).toEqual([
        { date: '2026-03-10', states: { success: 1 }, planned: 0 },
        { date: '2026-03-11', states: { success: 1, failed: 1 }, planned: 0 },
        { date: '2026-03-12', states: { success: 1 }, planned: 0 },
      ]);
      const all = (await runner.calendar(ctx, range)).days;
      expect(all).toEqual([
        { date: '2026-03-10', states: { success: 1, failed: 1 }, planned: 0 },
        { date: '2026-03-11', states: { success: 2 }, planned: 0 },
        { date: '2026-03-12', states: { success: 1 }, planned: 0 },
      ]);
      expect((await runner.calendar(ctx, { ...range, names: ['q', 'p'] })).days).toEqual(all);
      expect((await runner.calendar(ctx, { ...range, names: ['q'] })).days).toEqual([
        { date: '2026-03-11', states: { success: 1 }, planned: 0 },
      ]);
      expect((await runner.calendar(ctx, { ...range, names: [] })).days).toEqual([]);
    });
  });

  it('a day of it is listed by its times', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const at = (text: string): number => Date.parse(text);
      await makeUpRuns(ctx, [
        { pipeline: 'p', logicalAt: at('2026-03-09T23:59:59Z') },
        { pipeline: 'p', logicalAt: at('2026-03-10T00:00:00Z') },
        { pipeline: 'q', logicalAt: at('2026-03-10T12:00:00Z') },
        { pipeline: 'p', logicalAt: at('2026-03-10T23:59:59Z') },
        { pipeline: 'p', logicalAt: at('2026-03-11T00:00:00Z') },
      ]);
      const list = async (input: Parameters<typeof runner.runs>[1]) =>
        (await runner.runs(ctx, input)).runs.map(({ logicalAt }) =>
          new Date(logicalAt).toISOString().slice(8, 13),
        );
      const range = { fromAt: at('2026-03-10T00:00:00Z'), untilAt: at('2026-03-11T00:00:00Z') - 1 };
      expect(await list({ name: 'p', ...range })).toEqual(['10T23', '10T00']);
      expect(await list(range)).toEqual(['10T23', '10T12', '10T00']);
      expect(await list({ names: ['q', 'p'], ...range })).toEqual(await list(range));
      expect(await list({ names: ['q'], ...range })).toEqual(['10T12']);
      expect(await list({ name: 'p', names: ['q'], ...range })).toEqual([]);
      expect(await list({ name: 'p', untilAt: range.fromAt })).toEqual(['10T00', '09T23']);
      expect(await list({ name: 'p', fromAt: range.untilAt + 1 })).toEqual(['11T00']);
      const { nextPageToken } = await runner.runs(ctx, { ...range, maxResults: 2 });
      expect((await runner.runs(ctx, { ...range, pageToken: nextPageToken ?? '' })).runs).toHaveLength(1);
    });
  });

  it('tells what schedules are still to start, not of those that are paused', async () => {
    await withRunner(async ({ ctx, runner, file }) => {
      file('daily', `schedule: { cron: "0 12 * * *", timezone: UTC }\n${task}`);
      file('hourly', `schedule: { every: 1h }\n${task}`);
      file('byhand', task);
      const today = Math.floor(ctx.clock.now() / day) * day;
      const range = { fromAt: today - 3 * day, untilAt: today + 3 * day - 1 };
      const planned = async (name?: string): Promise<number[]> =>
        (await runner.calendar(ctx, { ...range, ...(name !== undefined && { name }) })).days.map(
          (one) => one.planned,
        );
      expect((await planned('daily')).slice(-2)).toEqual([1, 1]);
      expect((await planned('hourly')).slice(-2)).toEqual([24, 24]);
      expect((await planned()).slice(-2)).toEqual([25, 25]);
      const both = await runner.calendar(ctx, { ...range, names: ['daily', 'byhand'] });
      expect(both.days.slice(-2).map((one) => one.planned)).toEqual([1, 1]);
      // What went by is not to come: today's is between none and all.
      expect((await planned('hourly'))[0]).toBeLessThanOrEqual(24);
      expect(await planned('byhand')).toEqual([]);
      await runner.pause(ctx, { name: 'hourly' });
      expect(await planned('hourly')).toEqual([]);
      expect((await planned()).slice(-2)).toEqual([1, 1]);
    });
  });

  it('names what it cannot do', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const range = { fromAt: 0, untilAt: day };
      await expect(runner.calendar(ctx, { ...range, timezone: 'Stockholm' })).rejects.toThrow(
        /Europe\/Stockholm/,
      );
      await expect(runner.calendar(ctx, { fromAt: 0, untilAt: 801 * day })).rejects.toThrow(/800 days/);
      for (const asked of [{ name: 'never' }, { names: ['never'] }])
        await expect(runner.calendar(ctx, { ...range, ...asked })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
    });
  });

  it('counts the days on which clocks are set as they are, and looks a year of minutes through at once', async () => {
    await withRunner(async ({ ctx, runner, file }) => {
      file('often', `schedule: { cron: "* * * * *", timezone: Europe/Stockholm }\n${task}`);
      const from = Math.max(ctx.clock.now(), Date.parse('2026-11-29T00:00:00Z'));
      const range = { fromAt: from, untilAt: from + 365 * day, timezone: 'Europe/Stockholm' };
      const { days } = await runner.calendar(ctx, { name: 'often', ...range });
      const counts = [...new Set(days.slice(1, -1).map(({ planned }) => planned))];
      // The day that is an hour short, and the one that is an hour longer.
      expect(counts.sort((a, b) => a - b)).toEqual([23 * 60, 24 * 60, 25 * 60]);
    });
  });
});
