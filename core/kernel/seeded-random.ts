/** Numbers at least 0 and below 1 that look random. */
export type RandomNumbers = () => number;

/** The same numbers for the same seed on every machine: mulberry32 (Tommy Ettinger, public domain), 32 bits of state. */
export function createSeededRandom(seed: number): RandomNumbers {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The same numbers for the same text on every machine: sfc32 (Chris Doty-Humphrey's small fast counter, as PractRand
 * has it), seeded by FNV-1a hashes of the text. 128 bits of state, for millions of draws.
 */
export function createTextSeededRandom(seed: string): RandomNumbers {
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
