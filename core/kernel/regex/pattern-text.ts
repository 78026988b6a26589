/** A pattern that cannot be searched for; the message says why, as a clause without an end. */
export class PatternError extends Error {}

export interface Bounds {
  min: number;
  /** Null: as often as may be. */
  max: number | null;
}

const simple: Readonly<Record<string, Bounds>> = {
  '*': { min: 0, max: null },
  '+': { min: 1, max: null },
  '?': { min: 0, max: 1 },
};

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The digits in hexadecimal that follow `\x`, `\u` and `\U`. */
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a pattern letter by letter; a letter is a code point. */
export class PatternText {
  position = 0;
  readonly #letters: readonly string[];

  constructor(pattern: string) {
    this.#letters = Array.from(pattern);
  }

  isAtEnd(): boolean {
    return this.position >= this.#letters.length;
  }

  isNext(text: string): boolean {
    return Array.from(text).every((letter, index) => this.#letters[this.position + index] === letter);
  }

  take(text: string): boolean {
    const isNext = this.isNext(text);
    if (isNext) this.position += Array.from(text).length;
    return isNext;
  }

  /** @throws PatternError at the end */
  next(): string {
    const letter = this.#letters[this.position++];
    if (letter === undefined) throw new PatternError('it ends in the middle of something');
    return letter;
  }

  /** `*`, `+`, `?`, `{3}`, `{3,}`, `{,5}` and `{3,5}`; null, and nothing taken, for anything else. */
  takeBounds(): Bounds | null {
    const letter = this.#letters[this.position] ?? '';
    const known = simple[letter];
    if (known !== undefined) {
      this.position++;
      return known;
    }
    return letter === '{' ? this.#takeCounts() : null;
  }

  /** The character that `\` and `letter` mean; a letter or digit that means nothing is refused, as in Python. */
  escaped(letter: string): string {
    const control = controls[letter];
    if (control !== undefined) return control;
    const length = hexLengths[letter];
    if (length !== undefined) return this.#takeHex(length);
    if (letter === '0') return '\0';
    if (/[a-zA-Z0-9]/.test(letter)) throw new PatternError(`\\${letter} means nothing`);
    return letter;
  }

  /** What only looks like counts is plain text, as in Python. */
  #takeCounts(): Bounds | null {
    const rest = this.#letters.slice(this.position, this.position + maxCountsLength).join('');
    const [whole, low = '', comma = '', high = ''] = /^\{(\d*)(,?)(\d*)\}/.exec(rest) ?? [];
    if (whole === undefined || (low === '' && comma === '')) return null;
    this.position += whole.length;
    const min = Number(low);
    if (comma === '') return { min, max: min };
    const max = high === '' ? null : Number(high);
    if (max !== null && max < min) throw new PatternError('a repeat goes from the lower count to the higher');
    return { min, max };
  }

  #takeHex(length: number): string {
    const digits = Array.from({ length }, () => this.next()).join('');
    const point = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Infinity;
    if (point > 0x10ffff) throw new PatternError(`${digits} is no character`);
    return String.fromCodePoint(point);
  }
}

/** More digits than any count that would be allowed. */
const maxCountsLength = 20;
