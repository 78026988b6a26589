import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildIcns, icnsSizes } from './containers.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'icons');
const read = (name: string): Buffer => readFileSync(join(folder, name));

describe('the icons', () => {
  it.each([16, 24, 32, 48, 64, 128, 256, 512])('has a PNG of %i pixels', (size) => {
    expect(pngSize(read(`png/${size}x${size}.png`))).toEqual([size, size]);
  });

  it('has a Windows icon whose entries are what they say', () => {
    const ico = read('icon.ico');
    const count = ico.readUInt16LE(4);
    const entries = Array.from({ length: count }, (_, index) => {
      const at = 6 + 16 * index;
      const start = ico.readUInt32LE(at + 12);
      const image = ico.subarray(start, start + ico.readUInt32LE(at + 8));
      return { said: ico.readUInt8(at) || 256, drawn: pngSize(image)[0] };
    });
    expect(entries.map(({ said }) => said)).toEqual([16, 24, 32, 48, 64, 128, 256]);
    expect(entries.filter(({ said, drawn }) => said !== drawn)).toEqual([]);
  });

  it('has a macOS icon with every size up to 1024', () => {
    const icns = read('icon.icns');
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    const widths: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      widths.push(pngSize(icns.subarray(at + 8))[0] ?? 0);
    }
    expect([...new Set(widths)]).toEqual(icnsSizes);
    expect(widths.at(-1)).toBe(1024);
  });

  it('says which size a macOS icon lacks', () => {
    expect(() => buildIcns([{ size: 16, bytes: Buffer.alloc(1) }])).toThrow(/32 pixels/);
  });
});

function pngSize(png: Buffer): number[] {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
