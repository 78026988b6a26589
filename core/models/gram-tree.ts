import { grown } from './tokenizer.ts';

/** The parent of one-word n-grams. */
export const root = -1;

/**
 * N-grams of word numbers as a tree: an n-gram is a child of itself without its last word. Numbers from 0 in the order
 * of their coming, so that a parent is always smaller than its children. Children are found by a hash table on
 * (parent, word), without making strings.
 */
export class GramTree {
  private parents = new Int32Array(512);
  private words = new Int32Array(512);
  private count = 0;
  /** gram + 1 by slot; 0: free. Always at most half full. */
  private slots = new Int32Array(1024);

  get size(): number {
    return this.count;
  }

  parentOf(gram: number): number {
    return this.parents[gram] ?? root;
  }

  lastWordOf(gram: number): number {
    return this.words[gram] ?? 0;
  }

  /** The words of an n-gram, first to last. */
  wordsOf(gram: number): number[] {
    const words: number[] = [];
    for (let at = gram; at !== root; at = this.parentOf(at)) words.push(this.lastWordOf(at));
    return words.reverse();
  }

  /** The n-gram `parent` followed by `word`; -1 when it is not there. */
  find(parent: number, word: number): number {
    const mask = this.slots.length - 1;
    for (let slot = firstSlot(parent, word) & mask; ; slot = (slot + 1) & mask) {
      const gram = (this.slots[slot] ?? 0) - 1;
      if (gram < 0) return -1;
      if (this.words[gram] === word && this.parents[gram] === parent) return gram;
    }
  }

  /** As `find`, and adds the n-gram when it is not there. */
  intern(parent: number, word: number): number {
    const found = this.find(parent, word);
    if (found >= 0) return found;
    if (this.count === this.words.length) this.grow();
    const gram = this.count++;
    this.parents[gram] = parent;
    this.words[gram] = word;
    this.place(gram);
    return gram;
  }

  private place(gram: number): void {
    const mask = this.slots.length - 1;
    let slot = firstSlot(this.parentOf(gram), this.lastWordOf(gram)) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = gram + 1;
  }

  private grow(): void {
    this.parents = grown(this.parents);
    this.words = grown(this.words);
    this.slots = new Int32Array(this.words.length * 2);
    for (let gram = 0; gram < this.count; gram++) this.place(gram);
  }
}

function firstSlot(parent: number, word: number): number {
  const hash = Math.imul(Math.imul(parent + 1, 0x9e3779b1) ^ word, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
