import { expect, it } from 'vitest';
import { paramFields, paramValue } from './param-fields.ts';

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
