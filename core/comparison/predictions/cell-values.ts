import type { Predictions } from './prediction-table.ts';

/** `1` and `1.0` are the same, written by different programs. */
export function isSameValue(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.trim() === '' || b.trim() === '') return false;
  return Number(a) === Number(b) && !(longWhole.test(a) && longWhole.test(b));
}

/** Whole numbers that are names, and are not told apart as numbers. */
const longWhole = /^\s*[+-]?\d{16,}\s*$/;

/** As Python, NumPy and JavaScript write what is no finite number. */
const oddNumbers: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  infinity: Infinity,
};

/** The number that a cell says, also NaN and infinities; null where it is no number. */
function toNumber(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const value = plain === '' ? NaN : Number(plain);
  if (!Number.isNaN(value)) return value;
  const odd = oddNumbers[plain.replace(/^[+-]/, '')];
  return odd === undefined ? null : plain.startsWith('-') ? -odd : odd;
}

/** Whole numbers of so many kinds are classes; of more they are measured. */
const mostClasses = 30;

/** What a model predicts: names, a few whole numbers that may be names, or numbers that are measured. */
export type PredictedKind = 'names' | 'few_numbers' | 'numbers';

export function kindOf({ targets, predictions }: Predictions): PredictedKind {
  const kinds = new Set<number>();
  let isWhole = true;
  for (const cells of [targets, predictions]) {
    for (const text of cells) {
      if (text === null) continue;
      const value = toNumber(text);
      if (value === null) return 'names';
      isWhole &&= Number.isInteger(value) || !Number.isFinite(value);
      if (kinds.size <= mostClasses) kinds.add(value);
    }
  }
  if (kinds.size === 0) return 'names';
  return isWhole && kinds.size <= mostClasses ? 'few_numbers' : 'numbers';
}

/** Squares of larger errors, and their sums over millions of rows, would be infinite. */
const greatest = 1e150;

/** Whether an error can be computed of each. */
export function areMeasurable(texts: readonly string[]): boolean {
  return texts.every((text) => Math.abs(toNumber(text) ?? NaN) <= greatest);
}
