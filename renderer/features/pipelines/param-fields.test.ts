import { expect, it } from 'vitest';
import { givenValues, paramFields, paramValue } from './param-fields.ts';

const [drift, rows, name] = paramFields({
  drift: { type: 'boolean', default: false, description: 'From the drift pack' },
  rows: { type: 'integer', default: 40 },
  name: { type: 'string', default: 'x' },
});

it('reads fields from the schema of the params', () => {
  expect(drift).toMatchObject({ kind: 'boolean', initial: false, description: 'From the drift pack' });
  expect(rows).toMatchObject({ kind: 'number', isWhole: true, initial: '40' });
  expect(name).toMatchObject({ kind: 'text', initial: 'x' });
});

it('sends what was changed, numbers as numbers, and what is no number as it was written', () => {
  if (drift === undefined || rows === undefined || name === undefined) throw new Error('Three fields');
  expect(paramValue(drift, true)).toBe(true);
  expect(paramValue(drift, false)).toBeUndefined();
  expect(paramValue(rows, '40')).toBeUndefined();
  expect(paramValue(rows, '20')).toBe(20);
  expect(paramValue(rows, '0,5')).toBe(0.5);
  expect(paramValue(rows, 'many')).toBe('many');
  expect(paramValue(name, '7')).toBe('7');
});

it('a form that begins with what a run was given sends the same again', () => {
  const fields = paramFields({
    rows: { type: 'integer', default: 20 },
    drift: { type: 'boolean' },
    note: {},
  });
  const given = { rows: 35, drift: true, gone: 1, note: { a: 1 } };
  const values = givenValues(fields, given);
  expect(values).toEqual({ rows: '35', drift: true, note: '{"a":1}' });
  expect(fields.map((field) => paramValue(field, values[field.name] ?? field.initial))).toEqual([
    35,
    true,
    '{"a":1}',
  ]);
});
