import type { Side } from './bank.ts';
import { composeReview } from './compose.ts';
import type { Voice } from './compose.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { NearDuplicates, RunCounter, wordsOf } from './similarity.ts';

/** What every review of every file has to be, apart from well written. */
export const limits = {
  fewestWords: 5,
  mostWords: 40,
  /** in how many reviews one run of six words may occur */
  sameRun: 5,
  /** Jaccard index of two reviews' word sets */
  similarity: 0.8,
};

/** A review before it has an id and a file. */
export interface Review {
  text: string;
  label: 'positive' | 'negative';
}

/** Writes reviews and remembers all that it wrote: no text nearly repeats another, in whatever voice. */
export class Author {
  readonly #runs = new RunCounter();
  readonly #near = new NearDuplicates(limits.similarity - 0.05);
  readonly #uses = new Map<string, number>();
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  /** As many reviews, half of each label, in random order. */
  write(voice: Voice, count: number): Review[] {
    const sides = Array.from({ length: count }, (_, i): Side => (i % 2 === 0 ? 'good' : 'bad'));
    return this.#random.shuffle(sides).map((side) => ({
      text: this.#writeOne(voice, side),
      label: side === 'good' ? 'positive' : 'negative',
    }));
  }

  #writeOne(voice: Voice, side: Side): string {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const text = composeReview(voice, side, this.#random, this.#uses);
      if (!this.#accepts(text)) continue;
      this.#runs.add(text);
      this.#near.add(text);
      return text;
    }
    throw new Error(
      'The phrase banks hold too little for so many reviews: write more phrases or fewer reviews.',
    );
  }

  #accepts(text: string): boolean {
    const { length } = wordsOf(text);
    if (length < limits.fewestWords || length > limits.mostWords) return false;
    return this.#runs.highestWith(text) <= limits.sameRun && this.#near.find(text) === undefined;
  }
}
