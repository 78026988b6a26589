/** A square PNG and its width in pixels. */
export interface SquarePng {
  size: number;
  bytes: Buffer;
}

/**
 * Windows' icon container with PNG entries, which Windows reads since Vista.
 * Format: ICONDIR (reserved, type 1, count), then one ICONDIRENTRY of 16 bytes per image; 256 is written as 0.
 */
export function buildIco(images: SquarePng[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, bytes }] of images.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  }
  return Buffer.concat([head, ...images.map(({ bytes }) => bytes)]);
}

/** Types that take a PNG: one per size in points and one for twice the pixels. */
const icnsTypes: [type: string, size: number][] = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** The widths that `buildIcns` asks for. */
export const icnsSizes = [...new Set(icnsTypes.map(([, size]) => size))];

/** macOS' icon container: `icns`, total length, then blocks of type, length (both counting their own 8 bytes), PNG. */
export function buildIcns(images: SquarePng[]): Buffer {
  const blocks = icnsTypes.map(([type, size]) => {
    const image = images.find((candidate) => candidate.size === size);
    if (!image) throw new Error(`An icns file needs an image of ${size} pixels.`);
    return buildBlock(type, image.bytes);
  });
  return buildBlock('icns', Buffer.concat(blocks));
}

function buildBlock(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

/**
 * A Windows bitmap of 24 bits per pixel, which is what NSIS shows.
 *
 * @param pixels red, green, blue, alpha of each pixel, from the top left
 */
export function buildBmp(width: number, height: number, pixels: ArrayLike<number>): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + stride * height);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      const to = 54 + stride * (height - 1 - y) + 3 * x;
      bytes.set([pixels[from + 2] ?? 0, pixels[from + 1] ?? 0, pixels[from] ?? 0], to);
    }
  }
  return bytes;
}
