import { createSeededRandom } from '#core/kernel/seeded-random.ts';

/** Seeded random numbers: the same seed gives the same data on every machine. */
export interface Random {
  /** in [0, 1) */
  next: () => number;
  /** true with this probability */
  chance: (probability: number) => boolean;
  /** one item; throws on an empty list */
  pick: <T>(items: readonly T[]) => T;
  /** a shuffled copy */
  shuffle: <T>(items: readonly T[]) => T[];
}

export function createRandom(seed: number): Random {
  const next = createSeededRandom(seed);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from in an empty list.');
    return item;
  };
  const shuffle = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, key: next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return { next, chance: (probability) => next() < probability, pick, shuffle };
}
