import { expect, it } from 'vitest';
import * as z from 'zod';
import { flattenSchema } from './flatten-schema.ts';

it('says every field of a shape in a line of its own', () => {
  const shape = z.strictObject({
    id: z.string(),
    tags: z.array(z.object({ key: z.string().max(9) })).optional(),
    value: z.union([z.number(), z.literal('NaN')]),
    counts: z.record(z.string(), z.int().min(0).max(5)),
  });
  expect(flattenSchema('x', z.toJSONSchema(shape))).toEqual([
    'x: {"type":"object","closed":true}',
    'x.id: {"type":"string"}',
    'x.tags?: {"type":"array"}',
    'x.tags?[]: {"type":"object","closed":true}',
    'x.tags?[].key: {"type":"string","maxLength":9}',
    'x.value|0: {"type":"number"}',
    'x.value|1: {"type":"string","const":"NaN"}',
    'x.counts: {"type":"object","propertyNames":{"type":"string"}}',
    'x.counts.*: {"type":"integer","minimum":0,"maximum":5}',
  ]);
});
