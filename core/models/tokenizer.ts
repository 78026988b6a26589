/**
 * Splits lower-cased text into words as scikit-learn's token pattern `(?u)\b\w\w+\b` does: longest runs of at least two
 * word characters. A word character is what Python's `\w` takes: a letter (L), a number (N) or an underscore; marks are
 * none, so that a combining accent ends a word. Hands out offsets and hashes instead of strings: making strings would be
 * most of the work.
 */
export class Tokenizer {
  /** Of the text read last: where each word starts and ends (UTF-16 units), and its hash. */
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  hashes = new Int32Array(64);
  private readonly isWordUnit = readWordUnits();

  /**
   * Finds the words of a text that is lower case already.
   * @returns how many
   */
  read(text: string): number {
    const { isWordUnit } = this;
    const { length } = text;
    let count = 0;
    let at = 0;
    while (at < length) {
      const start = at;
      let hash = hashStart;
      let pairs = 0;
      for (; at < length; at++) {
        const unit = text.charCodeAt(at);
        if (isWordUnit[unit] === 1) {
          hash = Math.imul(hash ^ unit, hashFactor);
        } else if (isHighSurrogate(unit) && isWordPair(text, at)) {
          hash = Math.imul(Math.imul(hash ^ unit, hashFactor) ^ text.charCodeAt(at + 1), hashFactor);
          at++;
          pairs++;
        } else break;
      }
      if (at - start - pairs >= 2) this.add(count++, start, at, hash);
      at++;
    }
    return count;
  }

  private add(index: number, start: number, end: number, hash: number): void {
    if (index === this.starts.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
      this.hashes = grown(this.hashes);
    }
    this.starts[index] = start;
    this.ends[index] = end;
    this.hashes[index] = hash;
  }
}

/** The hash that `Tokenizer` gives a word: FNV-1a over its UTF-16 units, in 32 bits. */
export function hashWord(word: string): number {
  let hash = hashStart;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), hashFactor);
  return hash;
}

/** Twice as long, with the same content at its start. */
export function grown(array: Int32Array<ArrayBuffer>, length = array.length * 2): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}

const hashStart = 0x811c9dc5 | 0;
const hashFactor = 0x01000193;
const wordCharacter = /[\p{L}\p{N}_]/u;

/** 1 for each UTF-16 unit that is a word character by itself. */
function readWordUnits(): Uint8Array {
  const isWordUnit = new Uint8Array(0x10000);
  // One search through all units finds the runs in about a millisecond; 65,536 tests take ten.
  const below = String.fromCharCode(...Array.from({ length: 0xd800 }, (_, unit) => unit));
  const above = String.fromCharCode(...Array.from({ length: 0x2000 }, (_, unit) => 0xe000 + unit));
  for (const [first, units] of [
    [0, below],
    [0xe000, above],
  ] as const) {
    for (const run of units.matchAll(/[\p{L}\p{N}_]+/gu)) {
      isWordUnit.fill(1, first + run.index, first + run.index + run[0].length);
    }
  }
  return isWordUnit;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** True when the surrogate pair at `at` is a word character; half a pair is none. */
function isWordPair(text: string, at: number): boolean {
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff && wordCharacter.test(text.slice(at, at + 2));
}
