/** Levels of lists and objects in each other that a tree of lines can show. */
export const deepestLevels = 500;

/** Why a file is not shown as what it says to be, for the words of the screen. */
export class UnreadableFile extends Error {
  readonly why: 'notJson' | 'notJsonAt' | 'tooDeep' | 'noCells';
  readonly line: string;
  readonly column: string;

  constructor(why: UnreadableFile['why'], [line = '', column = '']: readonly string[] = []) {
    super(why);
    this.why = why;
    this.line = line;
    this.column = column;
  }
}

/**
 * Reads a file of JSON as Python writes it too: with `NaN` and `Infinity`, which JSON does not have.
 * @throws UnreadableFile
 */
export function readJsonFile(text: string): unknown {
  const value = parse(text);
  if (isDeeperThan(deepestLevels, value)) throw new UnreadableFile('tooDeep');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = /line (\d+) column (\d+)/.exec(String(error));
    const loose = parseLoose(text);
    if (loose !== undefined) return loose.value;
    throw found === null ? new UnreadableFile('notJson') : new UnreadableFile('notJsonAt', found.slice(1));
  }
}

/** What no text of a file can hold: JSON has no bare character below the space. */
const notANumber = '\u0000NaN';
/** A text of JSON, or a number that JSON has not. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
const written: Readonly<Record<string, string>> = {
  NaN: JSON.stringify(notANumber),
  Infinity: '1e999',
  '-Infinity': '-1e999',
};

function parseLoose(text: string): { value: unknown } | undefined {
  try {
    const strict = text.replaceAll(textOrNumber, (found) => written[found] ?? found);
    // Reading with a function goes down level by level on the stack.
    if (isDeeperThan(deepestLevels, JSON.parse(strict))) throw new UnreadableFile('tooDeep');
    return { value: JSON.parse(strict, (_key, value: unknown) => (value === notANumber ? NaN : value)) };
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    return undefined;
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}
