import { expect, it } from 'vitest';
import { chooseShape, readFields, readShapes, schemaAt } from './field-model.ts';
import { commonValue, stepInto, textToValue, valueToText } from './field-values.ts';

const text = { kind: 'text', isDuration: false };

it('reads fields with what they take, what must be there and what counts without', () => {
  const fields = readFields({
    type: 'object',
    properties: {
      rows: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'How many' },
      drift: { type: 'boolean', default: false },
      for: { type: 'string', pattern: '^(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)$' },
      shell: { type: 'string', enum: ['sh', 'cmd'] },
    },
    required: ['rows'],
  });
  expect(fields).toEqual([
    {
      key: 'rows',
      shapes: [{ kind: 'number', isWhole: true, min: 1, max: null }],
      isRequired: true,
      initial: undefined,
      description: 'How many',
    },
    { key: 'drift', shapes: [{ kind: 'boolean' }], isRequired: false, initial: false, description: '' },
    {
      key: 'for',
      shapes: [{ kind: 'text', isDuration: true }],
      isRequired: false,
      initial: undefined,
      description: '',
    },
    {
      key: 'shell',
      shapes: [{ kind: 'choice', options: ['sh', 'cmd'] }],
      isRequired: false,
      initial: undefined,
      description: '',
    },
  ]);
});

it('reads unions, records, ranges and what no form fits', () => {
  expect(readShapes({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })).toEqual([
    text,
    { kind: 'list', item: [text], size: null },
  ]);
  expect(readShapes({ type: ['number', 'null'] })[0]?.kind).toBe('number');
  expect(readShapes({ type: ['string', 'number', 'boolean'] })).toEqual([{ kind: 'scalar' }]);
  expect(readShapes({ type: 'object', additionalProperties: { type: 'string' } })).toEqual([
    { kind: 'record', value: [text] },
  ]);
  expect(
    readShapes({ type: 'array', prefixItems: [{ type: 'integer' }, { type: 'integer' }] })[0],
  ).toMatchObject({
    kind: 'list',
    size: 2,
  });
  const comparison = { type: 'array', prefixItems: [{ $ref: '#/x' }, { enum: ['<'] }, {}] };
  expect(
    readShapes({ anyOf: [{ type: 'boolean' }, { type: 'string' }, comparison] }).map(({ kind }) => kind),
  ).toEqual(['boolean', 'text', 'any']);
});

it('finds schemas by their keys', () => {
  const schema = {
    properties: { tasks: { additionalProperties: { properties: { env: { type: 'object' } } } } },
  };
  expect(schemaAt(schema, ['tasks', '*', 'env'])).toEqual({ type: 'object' });
  expect(schemaAt(schema, ['nothing', '*', 'env'])).toBeUndefined();
});

it('edits a value in the shape that it has, a template as text, a slip as it is written', () => {
  const shapes = readShapes({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] });
  expect(chooseShape(shapes, undefined).kind).toBe('text');
  expect(chooseShape(shapes, ['a']).kind).toBe('list');
  expect(chooseShape(shapes, { a: 1 }).kind).toBe('any');
  const rows = readShapes({ type: 'integer' });
  expect(chooseShape(rows, '{{ params.rows }}').kind).toBe('text');
  expect(chooseShape(rows, 'many').kind).toBe('number');
  expect(chooseShape(readShapes({ type: 'boolean' }), 'yes').kind).toBe('text');
  expect(chooseShape(readShapes({ type: 'array', items: {} }), 'a')).toEqual(text);
});

it('makes values of what is written, and texts of values', () => {
  const number = { kind: 'number', isWhole: false, min: null, max: null } as const;
  expect(textToValue('0,5', number)).toBe(0.5);
  expect(textToValue('1e3', number)).toBe(1000);
  expect(textToValue('ten', number)).toBe('ten');
  expect(textToValue('', number)).toBeUndefined();
  expect(textToValue('10', { kind: 'text', isDuration: false })).toBe('10');
  expect(
    ['007', '7', '-1.5', 'true', 'x'].map((written) => textToValue(written, { kind: 'scalar' })),
  ).toEqual(['007', 7, -1.5, true, 'x']);
  expect(textToValue('[1, "a"]', { kind: 'any' })).toEqual([1, 'a']);
  expect(textToValue('[1', { kind: 'any' })).toBe('[1');
  expect([undefined, 0, false, 'a', [1]].map(valueToText)).toEqual(['', '0', 'false', 'a', '[1]']);
});

it('knows what several tasks have in common', () => {
  const both = {
    paths: [
      ['tasks', 'a'],
      ['tasks', 'b'],
    ],
    values: [{ retries: 1, pool: 'gpu' }, { retries: 1 }],
  };
  const retries = stepInto(both, 'retries');
  expect(retries.paths[1]).toEqual(['tasks', 'b', 'retries']);
  expect(commonValue(retries)).toEqual({ value: 1, isMixed: false });
  expect(commonValue(stepInto(both, 'pool'))).toEqual({ value: undefined, isMixed: true });
});
