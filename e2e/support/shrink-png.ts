import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * A picture of the screen with at most 256 colours: what differs by so little that nobody sees it becomes one. A third
 * of the size. @param picture 8 bits a channel, RGB or RGBA, not interlaced, as browsers write them
 */
export function shrinkPng(picture: Buffer): Buffer {
  const { width, height, pixels } = readPixels(picture);
  const { palette, indexOf } = choosePalette(pixels);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    // The first byte of a line is its filter: none, which packs a palette best.
    for (let x = 0; x < width; x++)
      lines[y * (width + 1) + 1 + x] = indexOf.get(pixels[y * width + x] ?? 0) ?? 0;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    picture.subarray(0, 8),
    ...[chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))],
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

interface Pixels {
  width: number;
  height: number;
  /** 0xRRGGBB */
  pixels: Uint32Array;
}

function readPixels(picture: Buffer): Pixels {
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  const [depth, colourType] = [picture[24], picture[25]];
  if (depth !== 8 || (colourType !== 2 && colourType !== 6))
    throw new Error(
      `A PNG of depth ${depth} and colour type ${colourType} is not read here; 8 and 2 or 6 are.`,
    );
  const parts: Buffer[] = [];
  for (let at = 8; at < picture.length;) {
    const length = picture.readUInt32BE(at);
    if (picture.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(picture.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), {
    width,
    height,
    step: colourType === 6 ? 4 : 3,
  });
  return { width, height, pixels: bytes };
}

/** Undoes the filters of PNG, line by line. Source: PNG specification, section 9. */
function unfilter(raw: Buffer, size: { width: number; height: number; step: number }): Uint32Array {
  const { width, height, step } = size;
  const stride = width * step;
  const pixels = new Uint32Array(width * height);
  // A pixel to the left of the first is black, and so is the line above the first.
  let above = new Uint8Array(step + stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const line = new Uint8Array(step + stride);
    for (let i = step; i < line.length; i++) {
      const near = { left: at(line, i - step), up: at(above, i), corner: at(above, i - step) };
      line[i] = at(raw, start + 1 + i - step) + predict(at(raw, start), near);
    }
    for (let x = 0; x < width; x++) {
      const first = step + x * step;
      pixels[y * width + x] = (at(line, first) << 16) | (at(line, first + 1) << 8) | at(line, first + 2);
    }
    above = line;
  }
  return pixels;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function predict(filter: number, { left, up, corner }: { left: number; up: number; corner: number }): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

const mostColours = 256;

/**
 * The colours that most pixels have as they are, since areas of one colour must not change; of the others, mostly edges
 * of letters, those that are farthest from all chosen ones, until there are 256. Every colour goes to its nearest.
 */
function choosePalette(pixels: Uint32Array): { palette: number[]; indexOf: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette = byCount.slice(0, byCount.length <= mostColours ? mostColours : 96);
  const rest = byCount.slice(palette.length);
  const gaps = rest.map((colour) => Math.min(...palette.map((chosen) => distance(colour, chosen))));
  while (palette.length < mostColours && rest.length > 0) {
    // How far off it is, weighed by how many pixels would be.
    const scores = gaps.map((gap, i) => gap * Math.sqrt(counts.get(rest[i] ?? 0) ?? 0));
    const best = scores.indexOf(scores.reduce((most, score) => Math.max(most, score), 0));
    const chosen = rest[best];
    if (chosen === undefined || gaps[best] === 0) break;
    palette.push(chosen);
    for (const [i, colour] of rest.entries()) gaps[i] = Math.min(gaps[i] ?? 0, distance(colour, chosen));
  }
  const indexOf = new Map(byCount.map((colour) => [colour, nearest(palette, colour)]));
  return { palette, indexOf };
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  for (const [index, chosen] of palette.entries()) {
    const off = distance(colour, chosen);
    if (off < least) [best, least] = [index, off];
  }
  return best;
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [
    (a >> 16) - (b >> 16),
    ((a >> 8) & 255) - ((b >> 8) & 255),
    (a & 255) - (b & 255),
  ];
  return red * red + green * green + blue * blue;
}
