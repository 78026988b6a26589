import { describe, expect, it } from 'vitest';
import { xText, xTexts } from './axis-text.ts';
import { extentOfX, extentOfY, type ChartLine } from './chart-line.ts';

function lineOf(xs: readonly number[], ys: readonly number[]): ChartLine {
  return {
    id: 'a',
    label: 'a',
    token: 's1',
    dash: [],
    xs: Float64Array.from(xs),
    ys: Float64Array.from(ys),
    smooth: null,
  };
}

const all = { from: -Infinity, to: Infinity };

describe('the ends of an axis', () => {
  it.each([
    [[1e308, -1e308]],
    [[1.7e308, 1e308]],
    [[Number.MAX_VALUE]],
    [[5e-324]],
    [[NaN, Infinity]],
    [[0]],
    [[-3, -3]],
  ])('of %j are numbers that lie a number apart', (ys) => {
    for (const isLog of [false, true]) {
      const { from, to } = extentOfY(
        [
          lineOf(
            ys.map((_, x) => x),
            ys,
          ),
        ],
        { window: all, isLog, withRaw: true },
      );
      expect([Number.isFinite(to - from), from < to, !isLog || from > 0]).toEqual([true, true, true]);
      if (isLog) expect(Number.isFinite(to / from)).toBe(true);
    }
  });

  it.each([0, 7, 1.7e18, -9e18])('of one point at %d have room around it', (x) => {
    const extent = extentOfX([lineOf([x], [1])], false);
    expect([(extent?.from ?? x) < x, (extent?.to ?? x) > x]).toEqual([true, true]);
  });
});

it('times that are no dates have no text, and durations before the start a minus', () => {
  const time = { kind: 'time', locale: 'en' } as const;
  expect(xTexts([1e17, -9e15], 1e16, time)).toEqual(['', '']);
  expect(xText(1e17, time)).toBe('–');
  expect(xText(-7_200_000, { kind: 'duration', locale: 'en' })).toBe('−2 h 00 m');
});
