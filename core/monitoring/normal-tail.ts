/** Terms of the continued fraction; from 2 standard deviations on, 60 give ten digits. */
const terms = 60;
/** Between these many standard deviations a tail is looked for. */
const range = [2, 8] as const;

/**
 * The share of a normal curve beyond `z` standard deviations, on one side; `z` at least 2.
 * Source: Laplace's continued fraction of the Mills ratio, Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.14.
 */
export function normalTail(z: number): number {
  let rest = z;
  for (let k = terms; k > 0; k--) rest = z + k / rest;
  return Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * rest);
}

/**
 * How many standard deviations from the mean leave this share beyond them, on one side. A share above 2.2 %, or below
 * 10⁻¹⁵, is taken as that.
 */
export function normalReach(share: number): number {
  let [near, far]: [number, number] = [...range];
  // Halved often enough to leave no digit of a double open.
  for (let i = 0; i < 60; i++) {
    const middle = (near + far) / 2;
    if (normalTail(middle) > share) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}
