/** More names than this would hide the answer in a list. */
const maxListed = 12;

/** The whole of what would be written with a name in it: `params.greeting` for `greeting`. */
export type ToWhole = (name: string) => string;

/**
 * What to say about a name that is not among the known ones: the nearest, or all of them.
 * `did you mean "with"?`, `one of: a, b, c`
 */
export function suggestName(
  name: string,
  known: readonly string[],
  toWhole: ToWhole = (near) => near,
): string {
  const near = findNearest(name, known);
  return near === null ? listNames(known) : didYouMean(toWhole(near));
}

export function didYouMean(name: string): string {
  return `did you mean "${name}"?`;
}

/** So many names are compared for one file at most: a file of 10,000 tasks with as many slips would take a minute. */
const mostCompared = 300_000;

/** As `suggestName`, for all the names of one file: after many of them the known ones are listed and none is looked for. */
export function createSuggester(
  known: readonly string[],
): (name: string, how?: { except?: string; toWhole?: ToWhole }) => string {
  let compared = 0;
  return (name, { except, toWhole } = {}) => {
    compared += known.length;
    if (compared > mostCompared) return listNames(known);
    return suggestName(
      name,
      except === undefined ? known : known.filter((other) => other !== except),
      toWhole,
    );
  };
}

/** The known name that a slip of the hand is away, at most a third of the letters; null when none is. */
export function findNearest(name: string, known: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let [best, bestDistance] = [null as string | null, Math.max(1, Math.floor(name.length / 3)) + 1];
  for (const candidate of known) {
    // The lengths alone say that it is too far away.
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * Optimal string alignment: letters put in, left out, changed, or two neighbours swapped.
 * @param enough where it is this or more, it need not be exact
 */
export function editDistance(one: string, other: string, enough = Infinity): number {
  const [a, b] = trimCommon(one, other);
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  let lastLeast = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(beforeLast, j - 2) + 1 : Infinity;
      const distance = Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped);
      row.push(distance);
      if (distance < least) least = distance;
    }
    // What comes is made of the two rows before it, and no less.
    if (least >= enough && lastLeast >= enough) return least;
    [beforeLast, last, lastLeast] = [last, row, least];
  }
  return at(last, b.length);
}

/** What the two begin and end with alike makes no difference. */
function trimCommon(a: string, b: string): [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

function listNames(known: readonly string[]): string {
  if (known.length === 0) return 'there is none to choose from';
  const listed = known.slice(0, maxListed).join(', ');
  return known.length > maxListed
    ? `one of: ${listed} and ${known.length - maxListed} more`
    : `one of: ${listed}`;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
