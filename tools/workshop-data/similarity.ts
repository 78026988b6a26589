/** The words of a text in order: lower case, letters and digits of every script, apostrophes kept. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
}

/** Every distinct run of six words in a text. */
function sixWordRuns(text: string): Set<string> {
  const words = wordsOf(text);
  const runs = new Set<string>();
  for (let i = 0; i + 6 <= words.length; i += 1) runs.add(words.slice(i, i + 6).join(' '));
  return runs;
}

/** Counts in how many texts each run of six words occurs. */
export class RunCounter {
  readonly counts = new Map<string, number>();

  add(text: string): void {
    for (const run of sixWordRuns(text)) this.counts.set(run, (this.counts.get(run) ?? 0) + 1);
  }

  /** The highest count that adding this text would lead to. */
  highestWith(text: string): number {
    let highest = 0;
    for (const run of sixWordRuns(text)) highest = Math.max(highest, (this.counts.get(run) ?? 0) + 1);
    return highest;
  }
}

/**
 * Finds texts whose word sets overlap with a Jaccard index (shared words / all words of both) above a limit.
 * Two such sets must share one of each other's first few words in any fixed order, the prefix filter of
 * set-similarity joins, so only texts that share one of those are compared.
 */
export class NearDuplicates {
  readonly #limit: number;
  readonly #sets: Set<string>[] = [];
  readonly #byWord = new Map<string, number[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The position of an earlier text that this one nearly repeats, if there is one. */
  find(text: string): number | undefined {
    const set = new Set(wordsOf(text));
    for (const word of this.#prefix(set)) {
      for (const at of this.#byWord.get(word) ?? []) {
        if (jaccard(set, this.#sets[at] ?? new Set()) > this.#limit) return at;
      }
    }
    return undefined;
  }

  add(text: string): void {
    const set = new Set(wordsOf(text));
    const at = this.#sets.push(set) - 1;
    for (const word of this.#prefix(set)) {
      const list = this.#byWord.get(word);
      if (list) list.push(at);
      else this.#byWord.set(word, [at]);
    }
  }

  /** Long words first: they are rare, so few texts share them. */
  #prefix(set: Set<string>): string[] {
    const ordered = [...set].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    return ordered.slice(0, set.size - Math.ceil(this.#limit * set.size) + 1);
  }
}

function jaccard(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared / (a.size + b.size - shared);
}
