import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { parseOutputs, readOutputFile } from './output-file.ts';

describe('what a program writes to STILE_OUTPUT', () => {
  it('is lines, blocks, and JSON lines that keep their kind; the last of a name wins', () => {
    const text =
      'rows=12\r\nempty=\n\nnote<<END\nfirst\n\nrows=99\nEND\n{"name": "score", "value": {"f1": 0.5}}\nrows=13\nurl=a=b\n';
    expect(parseOutputs(text)).toEqual({
      rows: '13',
      empty: '',
      note: 'first\n\nrows=99',
      score: { f1: 0.5 },
      url: 'a=b',
    });
  });

  it.each([
    ['hello', /line 1: "hello" is no output/],
    ['a=1\nb<<END\ntext', /line 2: the block "b" has no end. Write a line with END alone/],
    ['{"value": 1}', /line 1: .* is no output/],
    ['{broken', /line 1: .* is no output/],
  ])('fails for %j with its line', (text, message) => {
    expect(() => parseOutputs(text)).toThrow(message);
  });

  it('is nothing where there is no file, and has a limit', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'output.txt');
      expect(await readOutputFile(file)).toEqual({});
      writeFileSync(file, `a=${'x'.repeat(1_000_000)}`);
      await expect(readOutputFile(file)).rejects.toThrow(/take 1,000,002 bytes; 1,000,000 are allowed/);
    });
  });
});
