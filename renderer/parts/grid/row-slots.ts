/**
 * Which place among the drawn rows each row has. A row that comes into view takes the place of one that left it, so that
 * its elements are changed and not made anew: scrolling through 100,000 rows leaves no heap of dropped ones behind.
 */
export class RowSlots {
  #slots: ReadonlyMap<number, number> = new Map();

  /** The places for these rows of the list, by their index; asked again for the same rows it answers the same. */
  assign(indexes: readonly number[]): ReadonlyMap<number, number> {
    const drawn = new Set(indexes);
    const slots = new Map([...this.#slots].filter(([index]) => drawn.has(index)));
    const taken = new Set(slots.values());
    let next = 0;
    for (const index of indexes) {
      if (slots.has(index)) continue;
      while (taken.has(next)) next += 1;
      taken.add(next);
      slots.set(index, next);
    }
    this.#slots = slots;
    return slots;
  }
}
