import { describe, expect, it } from 'vitest';
import { parseFilter, printFilter } from '#core/search/index.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { runDialect } from './dialects.ts';

const hour = 3_600_000;

describe('times in a search of runs', () => {
  it('before now are counted from when the search is made, whichever way runs are found', () =>
    withEngine(
      async ({ client, engine }) => {
        const now = engine.ctx.clock.now();
        for (const hours of [1, 30, 24 * 10])
          await client.runs.create({ experimentId: '0', name: `${hours}`, startedAt: now - hours * hour });
        const find = async (filter: string): Promise<string[]> =>
          (await client.runs.search({ filter, orderBy: ['start_time DESC'] })).runs.map(({ name }) => name);
        expect(await find('start_time > -2h')).toEqual(['1']);
        expect(await find('start_time > -2d')).toEqual(['1', '30']);
        expect(await find('start_time <= -2d')).toEqual(['240']);
        expect(await find('NOT start_time >= -1.5d')).toEqual(['240']);
        expect(await find('start_time > -2w AND start_time < -120m')).toEqual(['30', '240']);
        expect(await find('created < 0d')).toHaveLength(3);
        expect(await find(`start_time > ${now - 2 * hour}`)).toEqual(['1']);
        const { groups } = await client.runs.groups({
          experimentId: '0',
          by: ['run_name'],
          filter: 'start_time > -2d',
        });
        expect(groups.map(({ runs }) => runs)).toEqual([1, 1]);
      },
      { clock: systemClock },
    ));

  it('are printed as they were written', () => {
    for (const text of [
      'start_time > -7d',
      "end_time < '2026-11-20'",
      "start_time >= '2026-11-20 14:00' AND params.a = 'x'",
    ]) {
      const node = parseFilter(text, runDialect);
      expect(node === null ? null : printFilter(node, runDialect)).toBe(text);
    }
  });

  it('that are none are refused where they stand, with what to write', () =>
    withEngine(async ({ client }) => {
      for (const [value, position] of [
        ['7d', 13],
        ['-7y', 13],
        ["'2026-02-30'", 13],
        ["'yesterday'", 13],
        ["'2026-11-20 25:00'", 13],
      ] as const) {
        const failure = await failureOf(client.runs.search({ filter: `start_time > ${value}` }));
        expect(failure).toMatchObject({ code: 'FILTER_SYNTAX', data: { problem: 'value_type', position } });
      }
    }));
});
