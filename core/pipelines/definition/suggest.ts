/** More names than this would hide the answer in a list. */
const maxListed = 12;

/**
 * What to say about a name that is not among the known ones: the nearest, or all of them.
 * `did you mean "with"?`, `one of: a, b, c`
 */
export function suggestName(name: string, known: readonly string[]): string {
  const near = findNearest(name, known);
  if (near !== null) return `did you mean "${near}"?`;
  if (known.length === 0) return 'there is none to choose from';
  const listed = known.slice(0, maxListed).join(', ');
  return known.length > maxListed
    ? `one of: ${listed} and ${known.length - maxListed} more`
    : `one of: ${listed}`;
}

/** The known name that a slip of the hand is away, at most a third of the letters; null when none is. */
export function findNearest(name: string, known: readonly string[]): string | null {
  let [best, bestDistance] = [null as string | null, Math.max(1, Math.floor(name.length / 3)) + 1];
  for (const candidate of known) {
    // The lengths alone say that it is too far away.
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment: letters put in, left out, changed, or two neighbours swapped. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
