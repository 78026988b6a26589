import { describe, expect, it } from 'vitest';
import { barOf, durationNs, formatNs, ticksOf, timelineOf } from './timeline.ts';

/** Two spans that differ by one nanosecond in their 19th digit. */
const early = { startNs: '1795658880644088810', endNs: '1795658880644088910' };
const late = { startNs: '1795658880644088811', endNs: '1795658880644089210' };

describe('the timeline of a trace', () => {
  it('loses no digit of 64-bit times', () => {
    const timeline = timelineOf([late, early], 0);
    expect(timeline).toEqual({ startNs: 1795658880644088810n, endNs: 1795658880644089210n });
    expect(barOf(late, timeline, 0)).toEqual({ left: 0.25, width: 99.75 });
    expect(durationNs(early, 0)).toBe(100n);
  });

  it('lets what goes on reach to now, and never back', () => {
    const running = { startNs: '2000000000', endNs: null };
    expect(timelineOf([running], 3000).endNs).toBe(3_000_000_000n);
    expect(durationNs(running, 1000)).toBe(0n);
  });

  it('is empty without spans', () => {
    expect(timelineOf([], 5)).toEqual({ startNs: 0n, endNs: 0n });
    expect(ticksOf({ startNs: 0n, endNs: 0n })).toEqual([{ atNs: 0n, left: 0 }]);
  });

  it('has few round ticks', () => {
    const at = (total: bigint): bigint[] =>
      ticksOf({ startNs: 7n, endNs: 7n + total }).map(({ atNs }) => atNs);
    expect(at(276_000_000n)).toEqual([0n, 100_000_000n, 200_000_000n]);
    expect(at(1n)).toEqual([0n, 1n]);
    expect(at(4_000_000_000n)).toEqual([0n, 2_000_000_000n, 4_000_000_000n]);
  });
});

it('durations keep the digits that tell steps apart', () => {
  const word = (ns: bigint): string => formatNs(ns, 'en-GB');
  expect([0n, 420n, 85_300n, 4_350_000n, 276_900_000n].map(word)).toEqual([
    '0',
    '420 ns',
    '85 µs',
    '4.3 ms',
    '276 ms',
  ]);
  expect([1_249_000_000n, 12_460_000_000n, 170_000_000_000n].map(word)).toEqual([
    '1.24 s',
    '12.4 s',
    '2 m 50 s',
  ]);
  expect(formatNs(1_249_000_000n, 'sv-SE')).toBe('1,24 s');
  expect([word(5_000_000n), formatNs(5_000_000n, 'en-GB', true)]).toEqual(['5.0 ms', '5 ms']);
});
