import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture that is drawn by code. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  dot(x: number, y: number, colour: Colour): void;
  fill(x: number, y: number, width: number, height: number, colour: Colour): void;
  /** Digits alone, six by ten points each. */
  number(x: number, y: number, value: number, colour: Colour): void;
  toPng(): Uint8Array<ArrayBuffer>;
}

export function createPicture(width: number, height: number, background: Colour = [255, 255, 255]): Picture {
  const pixels = Buffer.alloc(height * (1 + width * 3));
  const picture: Picture = {
    width,
    height,
    dot: (x, y, [red, green, blue]) => {
      if (x < 0 || y < 0 || x >= width || y >= height) return;
      const place = Math.floor(y) * (1 + width * 3) + 1 + Math.floor(x) * 3;
      pixels[place] = red;
      pixels[place + 1] = green;
      pixels[place + 2] = blue;
    },
    fill: (x, y, w, h, colour) => {
      const [left, right] = [Math.max(0, Math.floor(x)), Math.min(width, Math.floor(x) + Math.ceil(w))];
      const [top, bottom] = [Math.max(0, Math.floor(y)), Math.min(height, Math.floor(y) + Math.ceil(h))];
      for (let row = top; row < bottom; row++) {
        const line = row * (1 + width * 3) + 1;
        if (right > left) pixels.fill(Buffer.from(colour), line + left * 3, line + right * 3);
      }
    },
    number: (x, y, value, colour) => {
      [...String(value)].forEach((digit, place) => {
        const glyph = digits[Number(digit)] ?? '';
        [...glyph].forEach((bit, index) => {
          if (bit === '1')
            picture.fill(x + place * 8 + (index % 3) * 2, y + Math.floor(index / 3) * 2, 2, 2, colour);
        });
      });
    },
    toPng: () => encode(width, height, pixels),
  };
  picture.fill(0, 0, width, height, background);
  return picture;
}

/** Three by five points each. */
const digits = [
  '111101101101111',
  '010110010010111',
  '111001111100111',
  '111001111001111',
  '101101111001001',
  '111100111001111',
  '111100111101111',
  '111001010010010',
  '111101111101111',
  '111101111001111',
];

function encode(width: number, height: number, pixels: Buffer): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
