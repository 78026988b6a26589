import { describe, expect, it } from 'vitest';
import { parseMeasureOptions } from './options.ts';
import { figure, formatRows } from './rows.ts';

describe('options of bench and soak', () => {
  it('have defaults that repeat the same run', () => {
    expect(parseMeasureOptions([])).toEqual({ filters: [], json: false, seed: 1, count: undefined });
  });

  it('take filters, seed and count', () => {
    expect(parseMeasureOptions(['kills', '--seed', '7', '--count=20', '--json'])).toEqual({
      filters: ['kills'],
      json: true,
      seed: 7,
      count: 20,
    });
  });

  it.each([
    { args: ['--seed', 'abc'], message: /--seed is "abc" and must be a whole number/ },
    { args: ['--count', '-1'], message: /--count/ },
    { args: ['--fast'], message: /--fast/ },
  ])('refuse $args', ({ args, message }) => {
    expect(() => parseMeasureOptions(args)).toThrow(message);
  });
});

describe('the table', () => {
  it('says which budgets were met and which were missed', () => {
    const lines = formatRows([
      {
        name: 'store',
        case: 'one by one',
        value: 12345.6,
        unit: '/s',
        reference: 20000,
        ratio: 0.617,
        ok: true,
      },
      { name: 'store', case: 'first page', value: 61.23, unit: 'ms', budget: '< 50 ms', ok: false },
    ]);
    expect(lines[2]).toMatch(/^store +one by one +12,346 +\/s +20,000 +0\.617 +met$/);
    expect(lines[3]).toMatch(/^store +first page +61\.2 +ms +< 50 ms +MISSED$/);
  });

  it.each([
    [0.01234, '0.0123'],
    [4.567, '4.57'],
    [0, '0'],
    [1234567.8, '1,234,568'],
    [undefined, ''],
  ])('writes %s as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});
