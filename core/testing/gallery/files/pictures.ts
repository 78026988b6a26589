import type { Random } from '#core/testing/random.ts';
import type { Predicted } from '../predictions.ts';
import { chanceOf } from '../predictions.ts';
import { createPicture, type Colour } from './png.ts';

const ink: Colour = [29, 32, 27];
const line: Colour = [198, 200, 188];
const blue: Colour = [6, 65, 138];

/** Rows are what a row was, columns what it was called; darker is more. */
export function drawConfusion(confusion: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const cell = 56;
  const most = Math.max(1, ...confusion.flat());
  const picture = createPicture(confusion.length * cell + 24, confusion.length * cell + 24);
  confusion.forEach((row, y) => {
    row.forEach((count, x) => {
      const share = count / most;
      const shade = (full: number): number => Math.round(248 - (248 - full) * share);
      picture.fill(12 + x * cell, 12 + y * cell, cell - 2, cell - 2, [shade(6), shade(65), shade(138)]);
      picture.number(12 + x * cell + 16, 12 + y * cell + 22, count, share > 0.5 ? [255, 255, 255] : ink);
    });
  });
  return picture.toPng();
}

/** True positive rate over false positive rate. */
export function drawRoc(rows: readonly Predicted[], positive: string): Uint8Array<ArrayBuffer> {
  const size = 240;
  const picture = createPicture(size + 40, size + 40);
  for (let i = 0; i <= 4; i++) {
    picture.fill(20, 20 + (size * i) / 4, size, 1, line);
    picture.fill(20 + (size * i) / 4, 20, 1, size, line);
  }
  for (let i = 0; i < size; i += 4) picture.dot(20 + i, 20 + size - i, ink);
  const sorted = [...rows].sort((a, b) => chanceOf(b, positive) - chanceOf(a, positive));
  const real = rows.filter(({ target }) => target === positive).length;
  let [hits, misses, x, y] = [0, 0, 20, 20 + size];
  for (const { target } of sorted) {
    if (target === positive) hits++;
    else misses++;
    const [nextX, nextY] = [20 + (size * misses) / (rows.length - real), 20 + size - (size * hits) / real];
    picture.fill(x, nextY, Math.max(2, nextX - x), 2, blue);
    picture.fill(nextX, nextY, 2, Math.max(2, y - nextY), blue);
    [x, y] = [nextX, nextY];
  }
  return picture.toPng();
}

/** A hill under a sky, seen sharply or not: what a camera of a shelf might send. */
export function drawPhoto(kind: string, random: Random): Uint8Array<ArrayBuffer> {
  const picture = createPicture(160, 120);
  const [tilt, height] = [random.next() * 3, 50 + random.int(30)];
  const soft = kind === 'blurred' ? 24 : 2;
  const light = kind === 'dark' ? 0.35 : 1;
  for (let x = 0; x < 160; x++) {
    for (let y = 0; y < 120; y++) {
      const edge = height + 14 * Math.sin(x / 22 + tilt) + 5 * Math.sin(x / 7);
      const ground = Math.min(1, Math.max(0, (y - edge) / soft));
      const grain = (random.next() - 0.5) * 12;
      const mix = (sky: number, grass: number): number =>
        Math.min(255, Math.max(0, Math.round((sky * (1 - ground) + grass * ground + grain) * light)));
      picture.dot(x, y, [mix(176, 94), mix(205, 128), mix(228, 62)]);
    }
  }
  if (kind === 'cropped') picture.fill(0, 0, 58, 120, [20, 20, 20]);
  return picture.toPng();
}
