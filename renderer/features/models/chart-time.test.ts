import { expect, it } from 'vitest';
import type { AliasHolder, ModelEvent } from '#contract/promotion.ts';
import { buildLanes, placeOf, spanOf } from './chart-time.ts';

function holder(alias: string, version: number, from: number, to: number | null): AliasHolder {
  const by = { kind: 'screen', name: '' };
  return { alias, version, from, to, move: 'set', by, reason: '', end: to === null ? null : 'set' };
}

it('each alias has a lane, the challenger first, and requests have one of their own', () => {
  const holders = [holder('beta', 1, 5, null), holder('challenger', 3, 4, null), holder('challenger', 2, 2, 4), holder('champion', 1, 1, null)]; // prettier-ignore
  const events: ModelEvent[] = [
    { eventId: 'served-2', kind: 'served', at: 9, version: 2, from: 7, requests: 3, rows: 3, errors: 1 },
    { eventId: 'served-1', kind: 'served', at: 6, version: 1, from: 5, requests: 2, rows: 2, errors: 0 },
  ];
  const lanes = buildLanes(holders, events);
  expect(
    lanes.map(({ alias, bars }) => [alias, bars.map(({ version, tone }) => `${String(version)} ${tone}`)]),
  ).toEqual([
    ['challenger', ['2 alias', '3 alias']],
    ['beta', ['1 alias']],
    [null, ['1 answers', '2 errors']],
  ]);
});

it('moments lie between the edges', () => {
  const span = spanOf(1000, 11_000);
  expect([0, 1000, 6000, 11_000, 20_000].map((at) => placeOf(at, 1000, span))).toEqual([0, 0, 0.5, 1, 1]);
  expect(spanOf(10, 10)).toBe(1000);
});
