import { expect, it } from 'vitest';
import { formatAfter, moveRange, percentAt, stepOf, ticksOf, zoomRange } from './time-scale.ts';

const at = (from: number, to: number) => ({ from, to });

it('steps are round in the units of clocks, and never more than asked', () => {
  expect(stepOf(at(0, 12_600), 6)).toBe(5000);
  expect(stepOf(at(0, 130_000), 6)).toBe(30_000);
  expect(stepOf(at(0, 45), 6)).toBe(10);
  expect(stepOf(at(0, 5 * 3_600_000), 6)).toBe(3_600_000);
  for (const length of [7, 90, 333, 4000, 61_000, 4_000_000, 90_000_000, 9e11])
    expect(ticksOf(at(5, 5 + length), 5, 6).length).toBeLessThanOrEqual(7);
});

it('ticks count from the beginning of the run, also where the view begins later', () => {
  expect(ticksOf(at(1000, 9000), 1000, 5)).toEqual([
    { left: 0, afterMs: 0 },
    { left: 25, afterMs: 2000 },
    { left: 50, afterMs: 4000 },
    { left: 75, afterMs: 6000 },
    { left: 100, afterMs: 8000 },
  ]);
  expect(ticksOf(at(3500, 7500), 1000, 4).map(({ afterMs }) => afterMs)).toEqual([3000, 4000, 5000, 6000]);
});

it('zooming keeps what it is around in its place and ends at the whole', () => {
  const whole = at(0, 1000);
  const near = zoomRange(whole, whole, 2, 25);
  expect(near).toEqual(at(125, 625));
  expect(percentAt(near, 250)).toBe(25);
  expect(zoomRange(near, whole, 0.1)).toEqual(whole);
  expect(zoomRange(at(0, 20), whole, 100).to).toBe(15);
});

it('moving stops at both ends', () => {
  const whole = at(0, 1000);
  expect(moveRange(at(100, 300), whole, 0.5)).toEqual(at(200, 400));
  expect(moveRange(at(100, 300), whole, -9)).toEqual(at(0, 200));
  expect(moveRange(at(100, 300), whole, 9)).toEqual(at(800, 1000));
});

it('times after the beginning are as short as they are round', () => {
  const said = [0, 400, 1500, 4000, 60_000, 90_000, 7_200_000, 93_600_000].map((ms) => formatAfter(ms, 'en'));
  expect(said).toEqual(['+0 ms', '+400 ms', '+1.5 s', '+4 s', '+1 m', '+1 m 30 s', '+2 h', '+1 d 2 h']);
  expect(formatAfter(1500, 'sv')).toBe('+1,5 s');
});
