import { expect, it } from 'vitest';
import { addPiece, allLines, emptyTail, findLines, firstFrom, markParts, mergeLogs } from './log-lines.ts';
import type { LogTail } from './log-lines.ts';

const bytes = (text: string): number => Buffer.byteLength(text);

/** Reads a text in pieces that end at these places. */
function read(text: string, cuts: readonly number[], most?: number): LogTail {
  let tail = emptyTail(0);
  let from = 0;
  for (const cut of [...cuts, text.length]) {
    const piece = text.slice(from, cut);
    const nextOffset = tail.nextOffset + bytes(piece);
    tail = addPiece(tail, { text: piece, nextOffset, size: nextOffset, ended: false }, most);
    from = cut;
  }
  return tail;
}

const text = [
  '2026-11-28T02:10:11.120Z attempt 1: räksmörgås 🦐',
  'WARNING:root:disk is slow',
  '2026-11-28T02:10:12.000Z ERROR it broke',
  'half a li',
].join('\n');

it('lines are the same however the pieces are cut, with their places in bytes', () => {
  const whole = allLines(read(text, []));
  expect(whole.map((line) => line.text)).toEqual([
    'attempt 1: räksmörgås 🦐',
    'WARNING:root:disk is slow',
    'ERROR it broke',
    'half a li',
  ]);
  const lines = text.split('\n');
  expect(whole.map(({ offset }) => offset)).toEqual(
    lines.map((_, i) =>
      bytes(
        lines
          .slice(0, i)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    ),
  );
  // Between signs, as the engine cuts: the last cut lies before the shrimp.
  for (const cut of [1, 30, 41, 60, 95, text.indexOf('🦐')])
    expect(allLines(read(text, [cut]))).toEqual(whole);
});

it('a line without a time is of the time of the line before it', () => {
  const [, second, third, last] = allLines(read(text, []));
  expect(second).toMatchObject({ at: Date.parse('2026-11-28T02:10:11.120Z'), hasTime: false, level: 'warn' });
  expect(third).toMatchObject({ hasTime: true, level: 'error' });
  expect(last).toMatchObject({ at: third?.at, level: null });
});

it('what is more than the view keeps leaves at the front, whole lines at a time', () => {
  const long = Array.from({ length: 100 }, (_, i) => `line ${String(i).padStart(4, '0')}\n`).join('');
  const tail = read(long, [250, 700], 100);
  expect(tail.lines).toHaveLength(10);
  expect(tail.lines[0]).toMatchObject({ text: 'line 0090', offset: 900 });
  expect(tail.from).toBe(900);
  expect(firstFrom(tail.lines, 955)).toBe(6);
});

it('the colours of terminals are left out', () => {
  expect(allLines(read('\u001b[31mred\u001b[0m and plain\r\n', []))[0]?.text).toBe('red and plain');
});

it('logs of several tasks stand in the order in which they were written', () => {
  const line = (at: number, said: string) => ({ offset: 0, at, hasTime: true, level: null, text: said });
  const merged = mergeLogs([
    { source: 'a', lines: [line(1, 'a1'), line(4, 'a2'), line(4, 'a3')] },
    { source: 'b', lines: [line(2, 'b1'), line(4, 'b2')] },
  ]);
  expect(merged.map((one) => one.text)).toEqual(['a1', 'b1', 'a2', 'a3', 'b2']);
});

it('what is looked for is found and marked whatever its case', () => {
  const lines = [{ text: 'Loss 0.3' }, { text: 'gloss LOSS' }, { text: 'none' }];
  expect(findLines(lines, 'loss')).toEqual([0, 1]);
  expect(findLines(lines, '')).toEqual([]);
  expect(markParts('gloss LOSS', 'loss')).toEqual(['g', 'loss', ' ', 'LOSS', '']);
  expect(markParts('İ loss', 'loss')).toEqual(['İ loss']);
});
