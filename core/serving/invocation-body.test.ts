import { describe, expect, it } from 'vitest';
import type { ModelInput } from './input-rows.ts';
import { parseInvocation } from './invocation-body.ts';
import { ScoringRefusal } from './scoring-refusal.ts';

const named: ModelInput = { column: 'text' };
const unnamed: ModelInput = { column: null };
const three = ['good', 'bad', ''];

const refusalOf = (body: unknown, input = named): ScoringRefusal => {
  try {
    parseInvocation(typeof body === 'string' ? body : JSON.stringify(body), input);
  } catch (error) {
    if (error instanceof ScoringRefusal) return error;
    throw error;
  }
  throw new Error('it was taken');
};

describe('three rows in, three texts out', () => {
  it.each([
    { dataframe_split: { columns: ['text'], data: [['good'], ['bad'], ['']] } },
    {
      dataframe_split: {
        index: [4, 5, 6],
        columns: ['id', 'text'],
        data: [
          [1, 'good'],
          [2, 'bad'],
          [3, ''],
        ],
      },
    },
    { dataframe_records: [{ text: 'good' }, { text: 'bad', id: 2 }, { text: '' }] },
    { instances: three },
    { instances: [['good'], ['bad'], ['']] },
    { instances: [{ text: 'good' }, { text: 'bad' }, { text: '' }] },
    { inputs: three },
    { inputs: [['good'], ['bad'], ['']] },
    { inputs: { text: three } },
    { inputs: { text: [['good'], ['bad'], ['']] }, params: { any: 1 } },
    { inputs: three, params: null, context: 'left alone' },
  ])('%j', (body) => {
    expect(parseInvocation(JSON.stringify(body), named).texts).toEqual(three);
  });

  it('a model that does not name its input takes the only column, whatever it is called', () => {
    const frame = { dataframe_split: { columns: ['review'], data: [['good'], ['bad'], ['']] } };
    expect(parseInvocation(JSON.stringify(frame), unnamed).texts).toEqual(three);
  });

  it('one text alone is one row', () => {
    expect(parseInvocation('{"inputs":"good"}', named).texts).toEqual(['good']);
    expect(parseInvocation('{"inputs":{"text":"good"}}', named).texts).toEqual(['good']);
  });
});

describe('a body that is not in a format is a BAD_REQUEST', () => {
  it.each([
    ['', 'not JSON'],
    ['{"inputs": ["a"', 'begins with "{"inputs": ["a""'],
    ['hello', 'begins with "hello"'],
    ['[1,2]', 'The body is a list'],
    ['"text"', 'The body is a string'],
    ['null', 'The body is null'],
    ['{}', 'no keys'],
    [{ text: 'good' }, 'the keys "text"'],
    [{ inputs: ['a'], instances: ['a'] }, 'both "instances" and "inputs"'],
    [{ inputs: ['a'], params: 3 }, '"params" is a number'],
    [{ dataframe_split: [['a']] }, '"dataframe_split" is a list'],
    [{ dataframe_split: { columns: ['text'] } }, '"dataframe_split.data" is nothing'],
    [{ dataframe_split: { data: [['a']] } }, '"dataframe_split.columns" is nothing'],
    [{ dataframe_split: { columns: ['text'], data: ['a'] } }, '"dataframe_split.data[0]" is a string'],
    [{ dataframe_split: { columns: ['text'], data: [['a', 'b']] } }, '2 values for 1 columns'],
    [{ dataframe_records: { text: 'a' } }, '"dataframe_records" is an object'],
    [{ dataframe_records: ['a'] }, '"dataframe_records[0]" is a string'],
    [{ instances: 5 }, '"instances" is a number'],
    [{ inputs: null }, '"inputs" is null'],
    [{ instances: [['a'], 'b'] }, '"instances[1]" is a string'],
  ])('%j', (body, message) => {
    const refusal = refusalOf(body);
    expect(refusal).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(refusal.message).toContain(message);
  });
});

describe('content that the model cannot take is an INVALID_PARAMETER_VALUE', () => {
  it.each([
    [{ inputs: [] }, 'no rows'],
    [{ dataframe_split: { columns: ['text'], data: [] } }, 'no rows'],
    [{ dataframe_records: [] }, 'no rows'],
    [{ inputs: {} }, 'wants the column "text", but the request has no column'],
    [
      { dataframe_split: { columns: ['review'], data: [['a']] } },
      'wants the column "text", but the request has the column "review"',
    ],
    [{ dataframe_records: [{ a: 'x', b: 'y' }] }, 'but the request has 2 columns: "a", "b"'],
    [{ inputs: { review: ['a'] } }, 'the column "review"'],
    [{ inputs: ['a', null] }, 'Row 2 of "text" is null. Send a text'],
    [{ inputs: ['a', 5] }, 'Row 2 of "text" is 5, a number'],
    [{ dataframe_records: [{ text: 'a' }, {}] }, 'Row 2 of "text" is missing'],
    [{ instances: [['a', 'b']] }, 'instances[0] has 2 values'],
    [{ inputs: ['a'], params: { probabilities: 1 } }, '"params.probabilities" is a number'],
  ])('%j', (body, message) => {
    const refusal = refusalOf(body);
    expect(refusal).toMatchObject({ status: 400, code: 'INVALID_PARAMETER_VALUE' });
    expect(refusal.message).toContain(message);
  });

  it('a model without a name for its input wants exactly one column', () => {
    const refusal = refusalOf({ dataframe_records: [{ a: 'x', b: 'y' }] }, unnamed);
    expect(refusal.message).toContain('wants one column of texts, but the request has 2 columns: "a", "b"');
  });

  it('shortens what it quotes', () => {
    const refusal = refusalOf({ dataframe_records: [{ ['x'.repeat(1_000_000)]: 'y' }] });
    expect(refusal.message.length).toBeLessThan(300);
  });
});
