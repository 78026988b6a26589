import { describe, expect, it } from 'vitest';
import { createLineSplitter } from './split-lines.ts';

function split(...chunks: (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  splitter.end();
  return lines;
}

describe('createLineSplitter', () => {
  it('ends a line at every kind of end, and leaves out empty ones', () => {
    expect(split('a\nb\r\nc\rd\n\n', 'e')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('joins what was cut, also within a letter', () => {
    const bytes = Buffer.from('räksmörgås\n');
    expect(split(bytes.subarray(0, 2), bytes.subarray(2, 9), bytes.subarray(9))).toEqual(['räksmörgås']);
  });

  it('cuts a line that does not end', () => {
    expect(split('x'.repeat(25_000)).map((line) => line.length)).toEqual([10_000, 10_000, 5000]);
  });
});
