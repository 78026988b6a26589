import { createSeededRandom } from '#core/kernel/seeded-random.ts';

/**
 * Deals rows to folds so that each fold has each class in nearly the same share, as scikit-learn's StratifiedKFold does:
 * the rows of a class per fold come from dealing the sorted labels round-robin, and are then shuffled within the class.
 *
 * @param classOf class by row, numbered from 0
 * @param seed of the shuffle; null: rows keep their order, which gives scikit-learn's folds without shuffle
 * @returns fold by row
 */
export function stratifyFolds(
  classOf: Int32Array,
  classes: number,
  folds: number,
  seed: number | null,
): Int32Array {
  const order = orderOfAppearance(classOf, classes);
  const sizes = dealSizes(classOf, classes, folds, order);
  const random = createSeededRandom(seed ?? 0);
  const foldOf = new Int32Array(classOf.length);
  for (const k of order) {
    const dealt = (sizes[k] ?? []).flatMap((size, fold) => Array.from({ length: size }, () => fold));
    if (seed !== null) shuffle(dealt, random);
    let next = 0;
    for (const [row, other] of classOf.entries()) if (other === k) foldOf[row] = dealt[next++] ?? 0;
  }
  return foldOf;
}

/** Classes as they first occur: scikit-learn numbers them so, which decides who gets the rows left over. */
function orderOfAppearance(classOf: Int32Array, classes: number): number[] {
  const order = [...new Set(classOf)];
  return order.length === classes ? order : order.concat(missing(order, classes));
}

function missing(order: readonly number[], classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => k).filter((k) => !order.includes(k));
}

/** Rows of each class in each fold. */
function dealSizes(
  classOf: Int32Array,
  classes: number,
  folds: number,
  order: readonly number[],
): number[][] {
  const sizes = Array.from({ length: classes }, () => Array.from({ length: folds }, () => 0));
  const counts = new Int32Array(classes);
  for (const k of classOf) counts[k] = (counts[k] ?? 0) + 1;
  let place = 0;
  for (const k of order) {
    const own = sizes[k];
    for (let i = 0; own && i < (counts[k] ?? 0); i++, place++)
      own[place % folds] = (own[place % folds] ?? 0) + 1;
  }
  return sizes;
}

/** Fisher and Yates. */
function shuffle(items: number[], random: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] ?? 0, items[last] ?? 0];
  }
}
