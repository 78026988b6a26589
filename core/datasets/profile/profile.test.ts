import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/testing/random.ts';
import { createColumnProfiler } from './column-profiler.ts';
import { createRangeCounter } from './histogram.ts';
import { findKind } from './value-kinds.ts';

function profile(values: readonly (string | null)[]) {
  const profiler = createColumnProfiler('c');
  for (const value of values) profiler.add(value);
  return profiler.finish();
}

describe('the kind of a value', () => {
  it.each([
    ['boolean', ['true', 'False', 'TRUE']],
    ['integer', ['0', '-1', '+42', '9007199254740991']],
    ['number', ['0.5', '.5', '-1.25e-3', '1.', '1e5']],
    ['datetime', ['2026-11-25', '2026-11-25 10:00', '2026-11-25T10:00:00.123Z', '2026-01-01T00:00:00+01:00']],
    ['na', ['NA', 'NaN', 'null', 'None', 'N/A']],
    ['text', ['007', '1,5', '2026-13-01', 'yes', '-', '+', '.', '1e999', 'truely', 'Nana', '12 kr', '00.5']],
  ])('%s', (kind, values) => {
    expect(values.map((value) => [value, findKind(value)])).toEqual(values.map((value) => [value, kind]));
  });
});

describe('the type of a column', () => {
  it.each([
    ['integer', ['1', null, '2', 'NA'], 2],
    ['number', ['1', '2.5'], 0],
    ['boolean', ['true', 'false', 'null'], 1],
    ['datetime', ['2026-01-02', '2025-01-01'], 0],
    ['text', ['a', 'NA', null], 1],
    ['text', [null, 'NA'], 2],
    ['mixed', ['1', 'true'], 0],
    ['mixed', ['1', 'a', '2'], 0],
    ['text', ['1', ...'abcdefghijk'], 0],
  ])('%s of %j, missing %d', (type, values, missing) => {
    expect(profile(values)).toMatchObject({ type, missing });
  });

  it('of dates has the first and the last', () => {
    expect(profile(['2026-01-02', '2025-01-01', '2025-06-01'])).toMatchObject({
      min: '2025-01-01',
      max: '2026-01-02',
    });
  });
});

describe('figures of a column', () => {
  it('agree with the plain formulas, also far from zero', () => {
    const random = createRandom(7);
    const numbers = Array.from({ length: 20_000 }, () => 1e9 + Math.round(random.next() * 1e6) / 1e3);
    const mean = numbers.reduce((sum, n) => sum + n - 1e9, 0) / numbers.length;
    const variance = numbers.reduce((sum, n) => sum + (n - 1e9 - mean) ** 2, 0) / numbers.length;
    const found = profile(numbers.map(String));
    expect(found).toMatchObject({ type: 'number', min: Math.min(...numbers), max: Math.max(...numbers) });
    expect(Number(found.mean) - 1e9).toBeCloseTo(mean, 4);
    expect(found.deviation).toBeCloseTo(Math.sqrt(variance), 4);
    expect(found.distinct).toBeNull();
    expect(found.histogram.reduce((sum, n) => sum + n, 0)).toBe(20_000);
    for (const count of found.histogram) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('count distinct values up to 10,000, and the commonest exactly', () => {
    const values = Array.from({ length: 10_000 }, (_, n) => `value number ${n}`);
    expect(profile(values).distinct).toBe(10_000);
    expect(profile([...values, 'one more']).distinct).toBeNull();
    const common = Array.from({ length: 50 }, () => 'again');
    expect(profile([...common, ...values, 'more', 'again']).top[0]).toEqual({ value: 'again', count: 51 });
    const long = 'x'.repeat(500);
    expect(profile([long, long, `${long}y`])).toMatchObject({
      distinct: 2,
      top: [{ count: 2 }, { count: 1 }],
    });
    expect(profile([long]).top[0]?.value).toHaveLength(64);
  });

  it('of texts are their lengths', () => {
    const found = profile(['a', 'abc', null]);
    expect(found).toMatchObject({ meanLength: 2, min: null, mean: null, missing: 1 });
    expect(found.histogram).toEqual([1, ...new Array<number>(18).fill(0), 1]);
  });
});

describe('counting in bins of a range not known before', () => {
  it.each([[3], [11], [42]])('agrees with counting afterwards, seed %d', (seed) => {
    const random = createRandom(seed);
    const scale = 10 ** (random.int(40) - 20);
    const values = Array.from({ length: 5000 }, () => (random.next() - 0.3) * scale * (1 + random.int(3)));
    const counter = createRangeCounter();
    for (const value of values) counter.add(value);
    const [min, max] = [Math.min(...values), Math.max(...values)];
    const plain = new Array<number>(20).fill(0);
    for (const value of values) {
      const at = Math.min(Math.floor(((value - min) / (max - min)) * 20), 19);
      plain[at] = (plain[at] ?? 0) + 1;
    }
    const counts = counter.counts(min, max, 20);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(5000);
    counts.forEach((n, at) => expect(Math.abs(n - (plain[at] ?? 0))).toBeLessThan(40));
  });

  it('takes one value, whole numbers, and numbers of any size', () => {
    const one = createRangeCounter();
    one.add(5);
    expect(one.counts(5, 5, 20)).toEqual([1]);
    expect(createRangeCounter().counts(0, 0, 20)).toEqual([]);
    const far = createRangeCounter();
    for (const value of [5e-324, 0, 1e-300, -1e300, 1e300, 1.7e308]) far.add(value);
    expect(far.counts(-1e300, 1.7e308, 2)).toEqual([5, 1]);
    const whole = createRangeCounter();
    for (let n = 0; n < 100; n++) whole.add(n % 5);
    expect(whole.counts(0, 4, 5)).toEqual([20, 20, 20, 20, 20]);
  });
});
