import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildBmp, buildIcns, icnsSizes } from './containers.ts';

const resources = join(import.meta.dirname, '..', '..', 'resources');
const read = (name: string): Buffer => readFileSync(join(resources, name));
const widths = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

describe.each([
  { name: 'icon', folder: 'png' },
  { name: 'document', folder: 'document-png' },
])('the $name icon', ({ name, folder }) => {
  it.each(widths)('is a PNG of %i pixels', (size) => {
    expect(pngSize(read(`icons/${folder}/${size}x${size}.png`))).toEqual([size, size]);
  });

  it('is drawn apart for 16 pixels, where lines lie on whole ones', () => {
    expect(read(`icons/${name}-small.svg`).toString()).toContain('viewBox="0 0 16 16"');
  });

  it('is a Windows icon whose entries are what they say', () => {
    expect(icoWidths(read(`icons/${name}.ico`))).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('is a macOS icon with every size up to 1024', () => {
    const icns = read(`icons/${name}.icns`);
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    const found: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      found.push(pngSize(icns.subarray(at + 8))[0] ?? 0);
    }
    expect([...new Set(found)]).toEqual(icnsSizes);
    expect(found.at(-1)).toBe(1024);
  });
});

describe('the pictures of the tray', () => {
  it.each([
    { name: 'trayTemplate', size: 16 },
    { name: 'tray', size: 24 },
    { name: 'badge', size: 16 },
  ])('$name comes in $size pixels and twice that', ({ name, size }) => {
    expect(pngSize(read(`tray/${name}.png`))).toEqual([size, size]);
    expect(pngSize(read(`tray/${name}@2x.png`))).toEqual([2 * size, 2 * size]);
  });

  it('have alpha, and an icon for each zoom of Windows', () => {
    // Color type 6 of a PNG's head: red, green, blue and alpha.
    expect(read('tray/trayTemplate.png').readUInt8(25)).toBe(6);
    expect(icoWidths(read('tray/tray.ico'))).toEqual([16, 20, 24, 32, 48]);
  });
});

describe('the pictures of the installers', () => {
  it.each([
    { name: 'sidebar', size: [164, 314] },
    { name: 'header', size: [150, 57] },
  ])('$name.bmp is $size in 24 bits', ({ name, size }) => {
    const bmp = read(`installer/${name}.bmp`);
    expect([bmp.toString('latin1', 0, 2), bmp.readUInt32LE(2)]).toEqual(['BM', bmp.length]);
    expect([bmp.readInt32LE(18), bmp.readInt32LE(22), bmp.readUInt16LE(28)]).toEqual([...size, 24]);
  });

  it('fill the window of the disk image, also on a fine display', () => {
    expect(pngSize(read('installer/background.png'))).toEqual([540, 380]);
    expect(pngSize(read('installer/background@2x.png'))).toEqual([1080, 760]);
  });
});

describe('the containers', () => {
  it('say which size a macOS icon lacks', () => {
    expect(() => buildIcns([{ size: 16, bytes: Buffer.alloc(1) }])).toThrow(/32 pixels/);
  });

  it('keep a bitmap from its last row to its first, blue first, each row filled up to four bytes', () => {
    const red = [255, 0, 0, 255];
    const white = [255, 255, 255, 255];
    const bmp = buildBmp(1, 2, [...red, ...white]);
    expect([...bmp.subarray(54)]).toEqual([255, 255, 255, 0, 0, 0, 255, 0]);
  });
});

function icoWidths(ico: Buffer): number[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const start = ico.readUInt32LE(at + 12);
    const width = ico.readUInt8(at) || 256;
    expect(pngSize(ico.subarray(start, start + ico.readUInt32LE(at + 8)))).toEqual([width, width]);
    return width;
  });
}

function pngSize(png: Buffer): number[] {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
