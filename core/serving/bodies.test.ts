import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsvBody } from './csv-body.ts';
import { parseInference } from './inference-v2.ts';
import { parseInvocation } from './invocation-body.ts';
import { ScoringRefusal } from './scoring-refusal.ts';

/** Rows that a reader gives, or null for a refusal with a sentence; anything else is a mistake of the reader. */
function read(reader: () => string[]): string[] | null {
  try {
    return reader();
  } catch (error) {
    if (error instanceof ScoringRefusal && error.status === 400 && error.message.length < 1000) return null;
    throw error;
  }
}

const isRows = (rows: string[] | null): boolean =>
  rows === null || (rows.length > 0 && rows.every((row) => typeof row === 'string'));
const key = fc.constantFrom('inputs', 'instances', 'dataframe_split', 'dataframe_records', 'params', 'text');
const value = fc.oneof(
  fc.jsonValue(),
  fc.array(fc.string()),
  fc.record({ columns: fc.jsonValue(), data: fc.array(fc.array(fc.string())) }),
  fc.array(fc.dictionary(fc.constantFrom('text', 'other'), fc.jsonValue())),
);
const options = { seed: 20_261_120, numRuns: 200 };

describe('whatever is sent is rows of text or a refusal with a sentence', () => {
  it('to /invocations', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.constantFrom('text', null), (body, column) =>
        isRows(read(() => parseInvocation(JSON.stringify(body), { column }).texts)),
      ),
      options,
    );
  });

  it('to /infer', () => {
    const tensor = fc.record({
      name: fc.constantFrom('text', 'x'),
      datatype: fc.constantFrom('BYTES', 'FP32'),
      shape: fc.oneof(fc.array(fc.nat(4)), fc.jsonValue()),
      data: fc.oneof(fc.array(fc.string(), { maxLength: 4 }), fc.jsonValue()),
    });
    fc.assert(
      fc.property(fc.record({ inputs: fc.oneof(fc.array(tensor), fc.jsonValue()) }), (body) =>
        isRows(read(() => parseInference(JSON.stringify(body), { column: 'text' }).texts)),
      ),
      options,
    );
  });

  it('as CSV', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('text', 'a,b', '"', '""', ''));
    fc.assert(
      fc.property(fc.array(line), (lines) =>
        isRows(read(() => parseCsvBody(['text', ...lines].join('\n'), { column: 'text' }))),
      ),
      options,
    );
  });

  it('a list of texts comes through as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const data = texts.map((text) => [text]);
        const frame = JSON.stringify({ dataframe_split: { columns: ['text'], data } });
        expect(parseInvocation(frame, { column: 'text' }).texts).toEqual(texts);
      }),
      options,
    );
  });
});
