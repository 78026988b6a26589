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

/** A 32-bit Weyl sequence whose state is mixed by multiply and xor-shift (the mulberry32 construction). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
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
