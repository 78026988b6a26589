/** Which characters a place in a pattern takes, by code point. */
export type CharTest = (codePoint: number) => boolean;

const digit = /^\p{Nd}$/u;
const word = /^[\p{L}\p{N}_]$/u;
const space = /^\s$/u;

/** As Python's `re` has them for texts: of all of Unicode, or of ASCII under the flag `a`. */
export function classTest(letter: string, isAscii: boolean): CharTest {
  const test = isAscii ? asciiTests[letter.toLowerCase()] : unicodeTests[letter.toLowerCase()];
  if (test === undefined) throw new Error(`no class of characters is called ${letter}`);
  return letter === letter.toLowerCase() ? test : (point) => !test(point);
}

export function isWord(point: number): boolean {
  return point < 128 ? isAsciiWord(point) : word.test(String.fromCodePoint(point));
}

/** `test` with the other case of each letter. */
export function anyCase(test: CharTest): CharTest {
  return (point) => test(point) || others(point).some(test);
}

function others(point: number): number[] {
  const letter = String.fromCodePoint(point);
  const cases = [letter.toLowerCase(), letter.toUpperCase()];
  // What becomes two letters, as ß does, has no other case here.
  return cases.filter((other) => [...other].length === 1).map((other) => other.codePointAt(0) ?? point);
}

function isAsciiDigit(point: number): boolean {
  return point >= 48 && point <= 57;
}

function isAsciiWord(point: number): boolean {
  const lower = point | 32;
  return isAsciiDigit(point) || point === 95 || (lower >= 97 && lower <= 122 && point < 128);
}

function isAsciiSpace(point: number): boolean {
  return point === 32 || (point >= 9 && point <= 13);
}

const asciiTests: Readonly<Record<string, CharTest>> = { d: isAsciiDigit, w: isAsciiWord, s: isAsciiSpace };
const unicodeTests: Readonly<Record<string, CharTest>> = {
  d: (point) => (point < 128 ? isAsciiDigit(point) : digit.test(String.fromCodePoint(point))),
  w: isWord,
  // The separators of files and lines in ASCII count too, unlike in JavaScript.
  s: (point) => (point >= 28 && point <= 31) || point === 0x85 || space.test(String.fromCodePoint(point)),
};
