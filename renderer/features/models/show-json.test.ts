import { expect, it } from 'vitest';
import { showJson } from './show-json.ts';

it('keeps what is short on one line and breaks what is long', () => {
  const example = { dataframe_split: { columns: ['age', 'country'], data: [[23, 'SE'], [45, 'a'.repeat(52)]] } }; // prettier-ignore
  expect(showJson(JSON.stringify(example))).toBe(
    [
      '{',
      '  "dataframe_split": {',
      '    "columns": ["age", "country"],',
      '    "data": [',
      '      [23, "SE"],',
      `      [45, "${'a'.repeat(52)}"]`,
      '    ]',
      '  }',
      '}',
    ].join('\n'),
  );
});

it('leaves a text that is no JSON as it is', () => {
  expect(showJson('age: 23')).toBe('age: 23');
});
