import { expect, it } from 'vitest';
import { curlCode, exampleBody, pythonCode } from './ask-code.ts';

it.each([
  [
    '{"dataframe_split": {"columns": ["a"], "data": [[1]]}}',
    '{"dataframe_split":{"columns":["a"],"data":[[1]]}}',
  ],
  ['{"columns": ["a"], "data": [[1]]}', '{"dataframe_split":{"columns":["a"],"data":[[1]]}}'],
  ['["good"]', '{"inputs":["good"]}'],
  ['{"a": [1]}', '{"inputs":{"a":[1]}}'],
  ['no json', '{"inputs":"no json"}'],
])('%s is asked as %s', (example, body) => {
  expect(exampleBody(example)).toBe(body);
});

it('quotes keep their meaning in a shell and in Python', () => {
  const asked = { address: 'http://127.0.0.1:5001', name: 'a b', version: 3, body: '{"inputs":["it\'s"]}' };
  expect(curlCode(asked)).toBe(
    String.raw`curl -s 'http://127.0.0.1:5001/models/a%20b/versions/3/invocations' -H 'content-type: application/json' -d '{"inputs":["it'\''s"]}'`,
  );
  expect(pythonCode(asked)).toContain(String.raw`json.loads("{\"inputs\":[\"it's\"]}")`);
});
