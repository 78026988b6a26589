import { createHash } from 'node:crypto';
import { createSeededRandom } from '#core/kernel/seeded-random.ts';

/**
 * Draws `count` different whole numbers below `total`, in random order; the same for the same seed. Memory grows with
 * `count` alone.
 * Source: R. Floyd's sampling, in J. Bentley, Programming Pearls, Communications of the ACM 30(9), 1987; then a shuffle.
 */
export function drawPlaces(total: number, count: number, seed: number): number[] {
  const random = createSeededRandom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const chosen = new Set<number>();
  for (let top = total - count; top < total; top++) {
    const place = below(top + 1);
    chosen.add(chosen.has(place) ? top : place);
  }
  const places = [...chosen];
  for (let at = places.length - 1; at > 0; at--) {
    const other = below(at + 1);
    const [a = 0, b = 0] = [places[at], places[other]];
    [places[at], places[other]] = [b, a];
  }
  return places;
}

/** A seed that belongs to a text. */
export function seedOfText(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE(0);
}
