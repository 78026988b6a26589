import type { ComparedMetric } from '#contract/comparison.ts';

/** Rows that the model has not seen say most; of a training, little can be told. */
const partWords: readonly (readonly [word: RegExp, points: number])[] = [
  [/held_?out|test/i, 6],
  [/cv|cross/i, 5],
  [/val|eval/i, 4],
  [/train/i, -4],
];

/** The metric that says most of these runs: with a direction, on unseen rows, a share, of most of the runs. */
export function pickMainMetric(metrics: readonly ComparedMetric[]): string | null {
  return best(metrics.filter(({ direction }) => direction !== 'none'))?.key ?? best(metrics)?.key ?? null;
}

/** The metric whose course over steps is worth drawing; null when none was logged more than once. */
export function pickCourse(metrics: readonly ComparedMetric[]): string | null {
  return best(metrics.filter(({ count }) => count.some((n) => n > 2)))?.key ?? null;
}

function best(metrics: readonly ComparedMetric[]): ComparedMetric | undefined {
  return metrics.toSorted((a, b) => pointsOf(b) - pointsOf(a))[0];
}

function pointsOf({ key, isShare, direction, differs, last }: ComparedMetric): number {
  const logged = last.filter((value) => typeof value === 'number').length / Math.max(1, last.length);
  const part = partWords.find(([word]) => word.test(key))?.[1] ?? 0;
  const kind = (isShare ? 3 : 0) + (/accuracy/i.test(key) ? 1 : 0) + (direction === 'none' ? -6 : 0);
  return part + kind + (differs ? 2 : 0) + 8 * logged;
}
