import { describe, expect, it } from 'vitest';
import { changeParamType } from './param-types.ts';

describe('a param of another type', () => {
  it.each([
    ['', 'boolean', false],
    ['true', 'boolean', true],
    [3, 'boolean', true],
    ['', 'integer', 0],
    ['2.6', 'integer', 3],
    ['2.6', 'number', 2.6],
    ['many', 'number', 0],
    [[1], 'integer', 0],
    [12, 'string', '12'],
    [[1], 'string', '[1]'],
    [false, 'array', [false]],
    ['', 'array', []],
    ['a', 'object', {}],
  ] as const)('has %j as a default of %s', (value, type, expected) => {
    expect(changeParamType({ type: 'string', default: value }, type)).toMatchObject({
      type,
      default: expected,
    });
  });

  it('has no default where it had none, and loses what only the old type could have', () => {
    const changes = changeParamType({ type: 'integer', minimum: 1, maximum: 9, enum: [1, 2] }, 'string');
    expect(changes).toEqual({ type: 'string', minimum: undefined, maximum: undefined, enum: undefined });
    expect(changeParamType({ type: 'integer', minimum: 1 }, 'number')).toEqual({
      type: 'number',
      enum: undefined,
    });
  });
});
