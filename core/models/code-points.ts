/**
 * Orders texts by code point, as Python's `sorted` does and scikit-learn with it. JavaScript's `<` compares UTF-16
 * units, which puts characters beyond U+FFFF before U+E000 and those after it.
 */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return liftSurrogate(x) - liftSurrogate(y);
  }
  return a.length - b.length;
}

/** Moves surrogates above all other units and keeps the order within each group. */
function liftSurrogate(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
