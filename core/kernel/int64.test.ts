import { describe, expect, it } from 'vitest';
import { compareInt64, int64ToJson, int64ToSql, readInt64 } from './int64.ts';

describe('an integer of 64 bits', () => {
  it.each([
    ['0', 0],
    ['-3', -3],
    ['+7', 7],
    ['007', 7],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['9007199254740993', '9007199254740993'],
    ['+9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['9223372036854775808', null],
    ['-9223372036854775809', null],
    ['1.5', null],
    ['', null],
    ['ten', null],
    ['9'.repeat(41), null],
  ])('is read from %s', (text, expected) => {
    expect(readInt64(text)).toBe(expected);
  });

  it('is ordered by all its digits', () => {
    const texts = ['9007199254740993', '-9007199254740994', '9007199254740992', '9223372036854775807'];
    const sorted = [...texts, 5, -5, 9007199254740991].sort(compareInt64);
    expect(sorted).toEqual([
      '-9007199254740994',
      -5,
      5,
      9007199254740991,
      '9007199254740992',
      '9007199254740993',
      '9223372036854775807',
    ]);
    expect(compareInt64('9007199254740993', '9007199254740993')).toBe(0);
  });

  it('is written as a number of JSON, and given to SQLite whole', () => {
    const step = '1732620000000000001';
    expect(JSON.stringify({ step: int64ToJson(step), other: int64ToJson(4) })).toBe(
      '{"step":1732620000000000001,"other":4}',
    );
    expect([int64ToSql(step), int64ToSql(4)]).toEqual([1732620000000000001n, 4]);
  });
});
