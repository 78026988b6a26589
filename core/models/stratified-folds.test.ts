import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stratifyFolds } from './stratified-folds.ts';

const labels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 80 });

test('each fold has each class, and the folds, as evenly as rows can be dealt', () => {
  fc.assert(
    fc.property(labels, fc.integer({ min: 2, max: 6 }), fc.integer(), (given, folds, seed) => {
      const classOf = Int32Array.from(given);
      const foldOf = stratifyFolds(classOf, 3, folds, seed);
      const sizes = count(foldOf, folds, () => true);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      for (const k of [0, 1, 2]) {
        const own = count(foldOf, folds, (row) => classOf[row] === k);
        expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
      }
      expect(stratifyFolds(classOf, 3, folds, seed)).toEqual(foldOf);
    }),
  );
});

test('another seed deals other rows', () => {
  const classOf = Int32Array.from({ length: 60 }, (_, row) => row % 2);
  expect(stratifyFolds(classOf, 2, 3, 1)).not.toEqual(stratifyFolds(classOf, 2, 3, 2));
});

function count(foldOf: Int32Array, folds: number, test: (row: number) => boolean): number[] {
  const rows = [...foldOf.keys()].filter(test);
  return Array.from({ length: folds }, (_, fold) => rows.filter((row) => foldOf[row] === fold).length);
}
