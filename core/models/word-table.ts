import { grown, hashWord } from './tokenizer.ts';

/** Words with numbers from 0 in the order of their coming: a hash table over UTF-16 units, looked up without slicing. */
export class WordTable {
  /** word + 1 by slot; 0: free. Always at most half full. */
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(512);
  private readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  textOf(word: number): string {
    return this.texts[word] ?? '';
  }

  /** The number of the word that `text` has from `start` to `end`, whose hash is given; -1 when it is not there. */
  find(text: string, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = firstSlot(hash, mask); ; slot = (slot + 1) & mask) {
      const word = (this.slots[slot] ?? 0) - 1;
      if (word < 0) return -1;
      if (this.hashes[word] === hash && isPart(this.texts[word] ?? '', text, start, end)) return word;
    }
  }

  /** As `find`, and adds the word when it is not there. */
  intern(text: string, start: number, end: number, hash: number): number {
    const found = this.find(text, start, end, hash);
    if (found >= 0) return found;
    const word = this.texts.length;
    if (word === this.hashes.length) this.grow();
    this.texts.push(text.slice(start, end));
    this.hashes[word] = hash;
    this.place(word);
    return word;
  }

  internWord(word: string): number {
    return this.intern(word, 0, word.length, hashWord(word));
  }

  findWord(word: string): number {
    return this.find(word, 0, word.length, hashWord(word));
  }

  private place(word: number): void {
    const mask = this.slots.length - 1;
    let slot = firstSlot(this.hashes[word] ?? 0, mask);
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = word + 1;
  }

  private grow(): void {
    this.hashes = grown(this.hashes);
    this.slots = new Int32Array(this.hashes.length * 2);
    for (let word = 0; word < this.texts.length; word++) this.place(word);
  }
}

function firstSlot(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}

function isPart(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  }
  return true;
}
