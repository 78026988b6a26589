import { describe, expect, it } from 'vitest';
import { invalidArgument, isStileError, hasCode, errorText, showValue, systemCode } from './errors.ts';

const loop: Record<string, unknown> = {};
loop['self'] = loop;

describe('showValue', () => {
  it.each([
    ['text', 'text'],
    ['', ''],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [10n, '10'],
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    [{ a: [1] }, '{"a":[1]}'],
    [loop, '[object Object]'],
    [{ big: 1n }, '[object Object]'],
    [Symbol('s'), 'Symbol(s)'],
  ])('shows %o as %s', (value, text) => {
    expect(showValue(value)).toBe(text);
  });

  it('keeps 10 MB out of a sentence', () => {
    expect(showValue('x'.repeat(10_000_000))).toHaveLength(80);
    expect(showValue({ text: 'x'.repeat(10_000_000) })).toHaveLength(80);
  });
});

describe('errors', () => {
  it('name the value, the rule and the remedy', () => {
    const error = invalidArgument('metrics[3].value', NaN, 'a metric is a number', 'Send the text "NaN".');
    expect(error.message).toBe('metrics[3].value is "NaN", but a metric is a number. Send the text "NaN".');
    expect(error.data).toMatchObject({ field: 'metrics[3].value', value: 'NaN' });
    expect([isStileError(error), hasCode(error, 'INVALID_ARGUMENT'), hasCode(error, 'NOT_FOUND')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([
    [new Error('words'), 'words', ''],
    [Object.assign(new Error('disk'), { code: 'ENOSPC' }), 'disk', 'ENOSPC'],
    [Object.assign(new Error('number'), { code: 7 }), 'number', ''],
    ['thrown text', 'thrown text', ''],
    [null, 'null', ''],
  ])('can be anything that was thrown: %o', (thrown, text, code) => {
    expect([errorText(thrown), systemCode(thrown)]).toEqual([text, code]);
  });
});
