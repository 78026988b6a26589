import { expect, it } from 'vitest';
import { imageType, kindOfFile } from './kind-of-file.ts';
import { parseNotebook } from './notebook.ts';

it.each([
  ['plots/roc.PNG', 'image'],
  ['model/MLmodel', 'text'],
  ['a.b/README', 'text'],
  ['eval.parquet', 'table'],
  ['model.pkl', 'other'],
  ['a.json/noending', 'other'],
])('%s is shown as %s', (path, kind) => expect(kindOfFile(path)).toBe(kind));

it('a picture is given its type', () => {
  expect(['a.jpg', 'a.svg', 'a.webp'].map(imageType)).toEqual(['image/jpeg', 'image/svg+xml', 'image/webp']);
});

it('a notebook falls into cells with their outputs', () => {
  const text = JSON.stringify({
    metadata: { language_info: { name: 'python' } },
    cells: [
      { cell_type: 'markdown', source: ['# Title\n', 'words'] },
      {
        cell_type: 'code',
        execution_count: 3,
        source: 'plot()',
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['a\n', 'b'] },
          { output_type: 'display_data', data: { 'image/png': 'iVBO\nRw==', 'text/plain': '<Figure>' } },
          { output_type: 'execute_result', data: { 'text/html': '<b>no</b>', 'text/plain': '  x\n0 1' } },
          { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['\u001B[31mE\u001B[0m: v'] },
        ],
      },
    ],
  });
  expect(parseNotebook(text)).toEqual({
    language: 'python',
    cells: [
      { kind: 'markdown', source: '# Title\nwords', count: null, outputs: [] },
      {
        kind: 'code',
        source: 'plot()',
        count: 3,
        outputs: [
          { kind: 'text', text: 'a\nb' },
          { kind: 'image', type: 'image/png', base64: 'iVBORw==' },
          { kind: 'text', text: '  x\n0 1' },
          { kind: 'error', text: 'E: v' },
        ],
      },
    ],
  });
});

it('what is no notebook says why', () => {
  expect(() => parseNotebook('[]')).toThrow(expect.objectContaining({ why: 'noCells' }));
});
