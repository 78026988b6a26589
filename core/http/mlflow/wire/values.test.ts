import { describe, expect, it } from 'vitest';
import { metricFromWire, metricToWire, orOmit, truncateParam, truncateTag } from './values.ts';

describe('metrics on the wire', () => {
  it.each([
    [Number.NaN, 'NaN', 'NaN'],
    [Infinity, 1.7976931348623157e308, 1.7976931348623157e308],
    [-Infinity, -1.7976931348623157e308, -1.7976931348623157e308],
    [0.1, 0.1, 0.1],
  ])('%d is kept as %s', (given, kept, said) => {
    expect(metricFromWire(given)).toBe(kept);
    expect(metricToWire(metricFromWire(given))).toBe(said);
  });

  it('infinities that Stile itself has logged are clamped too', () => {
    expect(metricToWire('Infinity')).toBe(1.7976931348623157e308);
    expect(metricToWire('-Infinity')).toBe(-1.7976931348623157e308);
  });
});

describe('long texts', () => {
  it('are cut to what is kept of them, by characters', () => {
    expect(truncateParam({ key: 'k', value: 'x'.repeat(6001) }).value).toHaveLength(6000);
    expect(truncateTag({ key: 'k', value: '😀'.repeat(8000) }).value).toBe('😀'.repeat(8000));
    expect(truncateTag({ key: 'k', value: '😀'.repeat(8001) }).value).toBe('😀'.repeat(8000));
  });
});

it('empty lists are left out', () => {
  expect(JSON.stringify({ runs: orOmit([]) })).toBe('{}');
});
