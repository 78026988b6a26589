/** Counts distinct values in bounded memory. */
export interface ValueCounter {
  add(value: string): void;
  /** Exact; null above the limit. `leaveOut` names values that do not count. */
  distinct(leaveOut: (value: string) => boolean): number | null;
  /**
   * The commonest values with their exact counts, at most `count`. Above the limit only values that were among the
   * first 10,000 different ones, and came at least twice.
   */
  top(count: number, leaveOut: (value: string) => boolean): { value: string; count: number }[];
}

/** Distinct values that are counted exactly. */
const maxDistinct = 10_000;

/** Longer values are known by a hash of 64 bits, and shown with this many characters. */
const shownCharacters = 64;

/** When the limit is met and no value came this often, none is worth counting on. */
const worthCounting = 10;

interface Entry {
  value: string;
  count: number;
}

export function createValueCounter(): ValueCounter {
  const entries = new Map<string, Entry>();
  let [isOver, isDropped] = [false, false];
  const meetLimit = (): void => {
    isOver = true;
    isDropped = ![...entries.values()].some(({ count }) => count >= worthCounting);
    if (isDropped) entries.clear();
  };
  return {
    add: (value) => {
      if (isDropped) return;
      const key = value.length <= shownCharacters ? value : hashLong(value);
      const entry = entries.get(key);
      if (entry !== undefined) entry.count++;
      else if (!isOver) {
        if (entries.size === maxDistinct) meetLimit();
        else {
          const shown = copyText(key === value ? value : `${value.slice(0, shownCharacters - 1)}…`);
          entries.set(key === value ? shown : key, { value: shown, count: 1 });
        }
      }
    },
    distinct: (leaveOut) => {
      if (isOver) return null;
      return [...entries.values()].filter(({ value }) => !leaveOut(value)).length;
    },
    top: (count, leaveOut) =>
      [...entries.values()]
        .filter((entry) => !leaveOut(entry.value) && (!isOver || entry.count > 1))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, count)
        .map((entry) => ({ ...entry })),
  };
}

/**
 * A text of its own: V8 makes a piece of a longer text a view that keeps all of that alive, so what is kept from a
 * file must be copied, or the whole file would stay in memory. Pieces below 13 characters are copied by V8 itself.
 */
export function copyText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** FNV-1a twice with different starts: 64 bits, so that 10,000 values meet by chance once in 10^11 columns. */
function hashLong(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1b873593];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) + i;
  }
  return `\0${text.length}:${a >>> 0}:${b >>> 0}`;
}
