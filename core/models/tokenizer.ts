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
  /** What each UTF-16 unit is; found out when it first occurs. */
  private readonly kinds = new Uint8Array(0x10000);

  /**
   * Finds the words of a text that is lower case already.
   * @returns how many
   */
  read(text: string): number {
    const { kinds } = this;
    const { length } = text;
    let count = 0;
    let at = 0;
    while (at < length) {
      const start = at;
      let hash = hashStart;
      let pairs = 0;
      for (; at < length; at++) {
        const unit = text.charCodeAt(at);
        const kind = kinds[unit] || this.classify(unit);
        if (kind === wordUnit) {
          hash = Math.imul(hash ^ unit, hashFactor);
        } else if (kind === highSurrogate && isWordPair(text, at)) {
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

  private classify(unit: number): number {
    const isHigh = unit >= 0xd800 && unit <= 0xdbff;
    const kind = isHigh
      ? highSurrogate
      : wordCharacter.test(String.fromCharCode(unit))
        ? wordUnit
        : otherUnit;
    this.kinds[unit] = kind;
    return kind;
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
const [wordUnit, otherUnit, highSurrogate] = [1, 2, 3];
const wordCharacter = /[\p{L}\p{N}_]/u;

/** True when the surrogate pair at `at` is a word character; half a pair is none. */
function isWordPair(text: string, at: number): boolean {
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff && wordCharacter.test(text.slice(at, at + 2));
}
