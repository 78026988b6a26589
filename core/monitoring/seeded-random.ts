/** The same numbers, at least 0 and below 1, for the same text on every machine. */
export type Random = () => number;

/**
 * sfc32 (Chris Doty-Humphrey's small fast counter, as PractRand has it), seeded by FNV-1a hashes of the text. 128 bits
 * of state: far more than the millions of draws that a set of limits takes.
 */
export function createSeededRandom(seed: string): Random {
  let a = hashText(`${seed}:a`);
  let b = hashText(`${seed}:b`);
  let c = hashText(`${seed}:c`);
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
