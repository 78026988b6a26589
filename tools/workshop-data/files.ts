import { writeCsv } from './csv.ts';
import type { Row } from './csv.ts';
import { slang, tech } from './drift.ts';
import { english } from './english.ts';
import { Author } from './generate.ts';
import type { Review } from './generate.ts';
import { createRandom } from './random.ts';
import { swedish, swedishDrift } from './swedish.ts';

/** One file of resources/workshop. */
export interface DataFile {
  name: string;
  rows: Row[];
  text: string;
}

const seed = 20_260_301;

/** Rows per file; `key` begins the ids. */
const clean = [
  { name: 'reviews-train.csv', key: 'tr', count: 2400 },
  { name: 'reviews-heldout.csv', key: 'ho', count: 600 },
  { name: 'warehouse.csv', key: 'wh', count: 700 },
];
const kinds = ['other_domain', 'slang', 'other_language'] as const;

/** Rows per kind; the other domain is the easiest to learn. */
const drift = [
  { name: 'drift-train.csv', key: 'dt', counts: { other_domain: 160, slang: 230, other_language: 290 } },
  { name: 'drift-heldout.csv', key: 'dh', counts: { other_domain: 80, slang: 80, other_language: 80 } },
  { name: 'drift-warehouse.csv', key: 'dw', counts: { other_domain: 120, slang: 120, other_language: 120 } },
];

/** All files of resources/workshop that the generator writes; always the same bytes. */
export function makeWorkshopFiles(): DataFile[] {
  const author = new Author(seed);
  const files = clean.map(({ name, key, count }) => file(name, key, author.write(english(), count)));
  files.push(file('reviews-sv.csv', 'sv', author.write(swedish(), 560)));
  const voices = {
    other_domain: tech(),
    slang: slang(),
    other_language: swedishDrift(),
  };
  const { shuffle } = createRandom(seed + 1);
  for (const { name, key, counts } of drift) {
    const reviews = kinds.flatMap((kind) =>
      author.write(voices[kind], counts[kind]).map((review) => ({ ...review, kind })),
    );
    files.push(file(name, key, shuffle(reviews)));
  }
  return files;
}

function file(name: string, key: string, reviews: (Review & { kind?: string })[]): DataFile {
  const rows = reviews.map((review, i) => ({ id: `${key}-${String(i + 1).padStart(4, '0')}`, ...review }));
  return { name, rows, text: writeCsv(rows) };
}
