import { describe, expect, it } from 'vitest';
import { createFrameReader, encodeFrame, type Frame } from './frames.ts';

function read(chunks: readonly Buffer[]): Frame[] {
  const frames: Frame[] = [];
  const push = createFrameReader(
    (frame) => frames.push(frame),
    (problem) => frames.push({ header: problem, body: Buffer.alloc(0) }),
  );
  for (const chunk of chunks) push(chunk);
  return frames;
}

describe('frames', () => {
  const all = Buffer.concat([
    ...encodeFrame({ id: 1, text: 'räksmörgås' }, Buffer.from('body')),
    ...encodeFrame({ id: 2 }),
    ...encodeFrame({ id: 3 }, Buffer.alloc(100_000, 7)),
  ]);
  const wanted = [
    { header: { id: 1, text: 'räksmörgås' }, body: Buffer.from('body') },
    { header: { id: 2 }, body: Buffer.alloc(0) },
    { header: { id: 3 }, body: Buffer.alloc(100_000, 7) },
  ];

  it.each([1, 3, 7, 8, 9, 1000, 65_536, 1_000_000])('are put together from pieces of %i bytes', (size) => {
    const chunks = [];
    for (let at = 0; at < all.length; at += size) chunks.push(all.subarray(at, at + size));
    expect(read(chunks)).toEqual(wanted);
  });

  it('end where something else was written, and say what', () => {
    const told = read(
      [...encodeFrame({ id: 2 }), Buffer.from('Warning: hello\n'), all].map((one) => Buffer.from(one)),
    );
    expect(told.map(({ header }) => header)).toEqual([
      { id: 2 },
      'it wrote to the wire: "Warning: hello\\n"',
    ]);
  });

  it('wait for their end', () => {
    expect(read([all.subarray(0, -1)])).toEqual(wanted.slice(0, 2));
  });
});
