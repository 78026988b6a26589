import { describe, expect, it } from 'vitest';
import type { Json } from '#core/kernel/json.ts';
import { runStatus, viewType } from './common-fields.ts';
import {
  bool,
  double,
  int64,
  int64Within,
  list,
  makeReader,
  nested,
  nonEmptyString,
  readFields,
  required,
  string,
  timestamp,
  type Field,
} from './fields.ts';

function read(field: Field<unknown>, raw: Json): unknown {
  return readFields(makeReader({ f: field }), { f: raw }, '').f;
}

describe('values that a field takes', () => {
  it.each<[string, Field<unknown>, Json, unknown]>([
    ['a text', string, 'a', 'a'],
    ['an empty text', string, '', ''],
    ['an int64', int64, 5, 5],
    ['an int64 as a text', int64, '123', 123],
    ['a negative one', int64, '-3', -3],
    ['an integral float', int64, 5.0, 5],
    ['an integral float as a text', int64, '5.0', 5],
    ['the greatest exact one', int64, '9007199254740991', 9007199254740991],
    ['a number in a range', int64Within(1, 10), '10', 10],
    ['a time', timestamp, 0, 0],
    ['a double', double, 1.5, 1.5],
    ['a double as a text', double, '1e-3', 0.001],
    ['NaN', double, 'NaN', Number.NaN],
    ['infinity', double, 'Infinity', Infinity],
    ['minus infinity', double, '-Infinity', -Infinity],
    ['true', bool, true, true],
    ["Python's True", bool, 'True', true],
    ['FALSE', bool, 'FALSE', false],
    ['an enum by name', runStatus, 'FINISHED', 'FINISHED'],
    ['an enum by number', runStatus, 3, 'FINISHED'],
    ['an enum by number as a text, as in a query', viewType, '2', 'DELETED_ONLY'],
    ['a list', list(string), ['a', 'b'], ['a', 'b']],
    ['a message', nested({ a: int64 }), { a: '1', more: true }, { a: 1 }],
    ['a message as JSON, as in a query', nested({ a: int64 }), '{"a":1}', { a: 1 }],
    ['no list', list(string), null, []],
    ['nothing', string, null, undefined],
  ])('%s', (_, field, raw, value) => {
    expect(read(field, raw)).toEqual(value);
  });
});

describe('values that a field refuses, in the words of MLflow', () => {
  it.each<[string, Field<unknown>, Json, string]>([
    ['a number for a text', string, 1, "Invalid value 1 for parameter 'f' supplied"],
    ['a text for a number', int64, 'foo', `Invalid value "foo" for parameter 'f' supplied`],
    ['a fraction', int64, 1.5, "Invalid value 1.5 for parameter 'f' supplied"],
    ['an empty number', int64, '', `Invalid value "" for parameter 'f' supplied`],
    ['more than 53 bits', int64, '9007199254740993', 'at most 53 bits'],
    ['a bool for a number', int64, true, "Invalid value true for parameter 'f' supplied"],
    ['a number out of range', int64Within(1, 10), 11, 'from 1 to 10'],
    ['a time before 1970', timestamp, -1, "Invalid value -1 for parameter 'f' supplied"],
    ['a text for a double', double, 'abc', `Invalid value "abc" for parameter 'f' supplied`],
    ['blanks for a double', double, ' ', `Invalid value " " for parameter 'f' supplied`],
    ['a list for a double', double, [], "Invalid value [] for parameter 'f' supplied"],
    ['another word for a bool', bool, 'yes', `Invalid value "yes" for parameter 'f' supplied`],
    ['another word for an enum', runStatus, 'DONE', 'RUNNING, SCHEDULED, FINISHED, FAILED, KILLED'],
    ['another number for an enum', runStatus, 9, "Invalid value 9 for parameter 'f' supplied"],
    ['a name that every object has', runStatus, 'toString', "for parameter 'f' supplied"],
    ['a text for a list', list(string), 'foo', `Invalid value "foo" for parameter 'f' supplied`],
    ['a hole in a list', list(string), ['a', null], 'item 1 must not be null'],
    ['a list in a message', nested({}), [], "Invalid value [] for parameter 'f' supplied"],
    ['no JSON for a message', nested({}), '{', `Invalid value "{" for parameter 'f' supplied`],
    ['nothing where something must be', required(string), null, "Missing value for required parameter 'f'"],
    ['an empty text where one must be', nonEmptyString, '', "Missing value for required parameter 'f'"],
    [
      'nothing inside of a list of messages',
      list(nested({ key: required(string) })),
      [{ key: 'a' }, {}],
      "Missing value for required parameter 'f[1].key'",
    ],
  ])('%s', (_, field, raw, words) => {
    expect(() => read(field, raw)).toThrow(words);
  });
});

describe('names of fields', () => {
  const reader = makeReader({ run_id: string, max_results: int64 });

  it('are also taken as protobuf writes them in JSON', () => {
    expect(readFields(reader, { runId: 'a', maxResults: '7' }, '')).toEqual({ run_id: 'a', max_results: 7 });
  });

  it('beyond those of the message are ignored, and so is what objects inherit', () => {
    expect(readFields(makeReader({ constructor: string }), { other: 1 }, '')).toEqual({
      constructor: undefined,
    });
  });
});
