import { expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { givenValues, hasFaults, paramFault, paramFields, paramsToSend, paramValue } from './param-fields.ts';
import { wordParamFault } from './word-param-fault.ts';

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

it('a switch without a default is sent as it stands', () => {
  const open = paramFields({ drift: { type: 'boolean' } });
  expect(paramsToSend(open, {})).toEqual({ drift: false });
  expect(paramsToSend(open, { drift: true })).toEqual({ drift: true });
  expect(hasFaults(open, {})).toBe(false);
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

const { t: en } = await createI18n('en');
const { t: sv } = await createI18n('sv');

it.each([
  [{ type: 'integer', default: 40, minimum: 1, maximum: 10_000 }, '0', 'A whole number from 1 to 10,000.'],
  [{ type: 'integer', default: 40, minimum: 1, maximum: 10_000 }, '0,5', 'A whole number from 1 to 10,000.'],
  [{ type: 'integer', default: 40, minimum: 1, maximum: 10_000 }, '10000', null],
  [{ type: 'integer', default: 40 }, 'many', 'A whole number.'],
  [{ type: 'number', default: 1, minimum: 0.5 }, '0.4', 'A number, 0.5 or more.'],
  [{ type: 'number', default: 1, maximum: 2 }, '2', null],
  [{ type: 'string', default: 'a', enum: ['a', 'b'] }, 'c', 'One of: a, b.'],
  [{ type: 'string', default: 'a', maxLength: 3 }, 'abcd', 'A text of at most 3 characters.'],
  [{ type: 'string' }, '', 'A value is needed.'],
  [{ type: 'string', default: '' }, '', null],
  [{ type: 'boolean' }, false, null],
])('what %j says of %j: %s', (schema, value, words) => {
  const [field] = paramFields({ it: schema });
  if (field === undefined) throw new Error('One field');
  const fault = paramFault(field, value);
  expect(fault && wordParamFault(fault, en)).toBe(words);
  expect(hasFaults([field], { it: value })).toBe(words !== null);
});

it('says it in Swedish', () => {
  const words = wordParamFault({ kind: 'number', isWhole: true, min: 1, max: 10_000 }, sv);
  expect(words).toMatch(/^Ett heltal från 1 till 10\s000\.$/);
});
