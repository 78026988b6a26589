import { describe, expect, it } from 'vitest';
import { findValueColumns } from '../value-columns.ts';
import { readCursor } from './filter-cursor.ts';
import { listOptions } from './filter-options.ts';

const column = { count: 4, varies: true, numeric: true, direction: 'lower', isShare: false } as const;
const columns = findValueColumns(
  [],
  [
    { ...column, kind: 'metric', key: 'val loss', samples: ['0.1', '0.9'] },
    { ...column, kind: 'metric', key: 'loss', samples: ['0.2', '0.8'] },
    { ...column, kind: 'param', key: 'C', samples: ['1', '10'] },
  ],
);
const values = [
  { value: "it's", count: 3 },
  { value: 'kj', count: 1 },
];

/** The texts that come of each option at `|`. */
function complete(marked: string): readonly string[] {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const cursor = readCursor(text, caret);
  const options = cursor === null ? [] : listOptions(cursor, { columns, values, formatCount: String });
  return options.map(({ from, to, insert }) => text.slice(0, from) + insert + text.slice(to));
}

describe('a filter that is being written goes on with', () => {
  it.each([
    ['los|', ['metrics.loss ', 'metrics.`val loss` ']],
    ['metrics.`val|', ['metrics.`val loss` ']],
    ['params.C = "1" AND stat|', ['params.C = "1" AND status ']],
    ['NOT (end|', ['NOT (end_time ']],
    [
      'metrics.loss |',
      ['>=', '<=', '>', '<', '=', '!=', 'IS NOT NULL', 'IS NULL'].map((o) => `metrics.loss ${o} `),
    ],
    ['params.C n|', ['params.C NOT IN (']],
    ['params.C NOT |', ['params.C NOT IN (']],
    ['params.C is not |', ['params.C IS NOT NULL ']],
    [
      'start_time > -|',
      ['start_time > -1h ', 'start_time > -24h ', 'start_time > -7d ', 'start_time > -30d '],
    ],
    ['metrics.`val loss` < 0.1|', []],
    ['tags.owner = |', [`tags.owner = "it's" `, `tags.owner = 'kj' `]],
    ['tags.owner = "kj"|', []],
    ["tags.owner IN ('kj', |", [`tags.owner IN ('kj', "it's"`, `tags.owner IN ('kj', 'kj'`]],
    ["tags.owner IN ('kj') |", ["tags.owner IN ('kj') AND ", "tags.owner IN ('kj') OR "]],
    ['metrics.loss < 3 a|', ['metrics.loss < 3 AND ']],
    ['nothing.known |', []],
    ['los| < 3', ['metrics.loss  < 3', 'metrics.`val loss`  < 3']],
  ])('%s', (marked, expected) => {
    expect(complete(marked)).toEqual(expected);
  });
});
