import { compareCodePoints } from './code-points.ts';
import { GramTree, root } from './gram-tree.ts';
import type { SparseMatrix } from './sparse-matrix.ts';
import { readStopWords, type TextOptions } from './text-options.ts';
import { grown, Tokenizer } from './tokenizer.ts';
import { WordTable } from './word-table.ts';

/** Texts as counts of n-grams; made once, so that every fold of a cross-validation takes its rows from it. */
export interface Corpus {
  rows: number;
  words: WordTable;
  grams: GramTree;
  /** Row i has the n-grams `gramIds[p]`, `counts[p]` times, for p from `offsets[i]` to `offsets[i + 1]`. */
  offsets: Int32Array;
  gramIds: Int32Array;
  counts: Int32Array;
}

/** The terms that a model knows, and how rows of a corpus become its columns. */
export interface Vocabulary {
  terms: string[];
  /** Inverse document frequency by term; 1 without idf. */
  idf: Float64Array;
  /** Column by n-gram of the corpus; -1: not in the vocabulary. */
  columnOf: Int32Array;
}

/** How often the reading of texts tells where it is, in rows. */
const rowsPerReport = 1000;

/**
 * Counts the n-grams of each text, in the steps of scikit-learn's analyzer: lower case, words, stop words, n-grams.
 *
 * @param onRows hears now and then how many rows are read; may throw to end the work
 */
export function readCorpus(
  texts: readonly string[],
  options: TextOptions,
  onRows?: (rows: number) => void,
): Corpus {
  const [words, grams, tokenizer] = [new WordTable(), new GramTree(), new Tokenizer()];
  for (const word of readStopWords(options)) words.internWord(word);
  const firstWord = words.size;
  const counter = new GramCounter(texts.length);
  let kept = new Int32Array(64);
  for (const [row, text] of texts.entries()) {
    const lower = text.toLowerCase();
    const found = tokenizer.read(lower);
    if (found > kept.length) kept = new Int32Array(found * 2);
    let length = 0;
    for (let i = 0; i < found; i++) {
      const [start, end] = [tokenizer.starts[i] ?? 0, tokenizer.ends[i] ?? 0];
      const word = words.intern(lower, start, end, tokenizer.hashes[i] ?? 0);
      if (word >= firstWord) kept[length++] = word;
    }
    countGrams(kept, length, options.ngramRange, grams, counter);
    counter.endRow(row);
    if (row % rowsPerReport === 0) onRows?.(row);
  }
  return { rows: texts.length, words, grams, ...counter.finish() };
}

/**
 * Chooses the terms from some rows of a corpus: those within minDf and maxDf, of these the maxFeatures most frequent,
 * in alphabetical order. Ties at the cut are alphabetical by code point (scikit-learn leaves them to an unstable sort).
 * An empty vocabulary is the caller's to refuse.
 */
export function fitVocabulary(corpus: Corpus, rows: Int32Array, options: TextOptions): Vocabulary {
  const { df, tf } = countTerms(corpus, rows);
  const columnOf = new Int32Array(corpus.grams.size).fill(-1);
  if (options.vocabulary !== null) {
    const grams = options.vocabulary.map((term) => findTerm(corpus, term, options));
    for (const [column, gram] of grams.entries()) if (gram >= 0) columnOf[gram] = column;
    const idf = readIdf(grams, df, rows.length, options);
    return { terms: [...options.vocabulary], idf, columnOf };
  }
  const order = createGramOrder(corpus);
  const grams = cutToMost(gramsWithin(df, rows.length, options), tf, options.maxFeatures, order).sort(order);
  for (const [column, gram] of grams.entries()) columnOf[gram] = column;
  const terms = grams.map((gram) => termOf(corpus, gram));
  return { terms, idf: readIdf(grams, df, rows.length, options), columnOf };
}

/** Rows of a corpus as TF-IDF vectors of length 1; a row without a known term is all zeros. */
export function vectorizeRows(
  corpus: Corpus,
  rows: Int32Array,
  { terms, idf, columnOf }: Vocabulary,
  { sublinearTf }: TextOptions,
): SparseMatrix {
  const offsets = new Int32Array(rows.length + 1);
  const size = countKnown(corpus, rows, columnOf);
  const [indices, values] = [new Int32Array(size), new Float64Array(size)];
  let at = 0;
  for (const [i, row] of rows.entries()) {
    const first = at;
    for (let p = corpus.offsets[row] ?? 0; p < (corpus.offsets[row + 1] ?? 0); p++) {
      const column = columnOf[corpus.gramIds[p] ?? 0] ?? -1;
      if (column < 0) continue;
      const count = corpus.counts[p] ?? 0;
      indices[at] = column;
      values[at++] = (sublinearTf ? 1 + Math.log(count) : count) * (idf[column] ?? 1);
    }
    shortenToOne(values.subarray(first, at));
    offsets[i + 1] = at;
  }
  return { rows: rows.length, columns: terms.length, offsets, indices, values };
}

/** Divides a vector by its length; one of length 0 has no entries. */
function shortenToOne(vector: Float64Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
}

/** Collects the n-grams of one row after the other. */
class GramCounter {
  private readonly offsets: Int32Array;
  private gramIds = new Int32Array(1024);
  private counts = new Int32Array(1024);
  private size = 0;
  private rowStart = 0;
  /** Where in this row an n-gram is counted; valid when it lies in this row and names the n-gram. */
  private places = new Int32Array(1024);

  constructor(rows: number) {
    this.offsets = new Int32Array(rows + 1);
  }

  add(gram: number): void {
    if (gram >= this.places.length) this.places = grown(this.places, gram * 2);
    const place = this.places[gram] ?? 0;
    if (place >= this.rowStart && place < this.size && this.gramIds[place] === gram) {
      this.counts[place] = (this.counts[place] ?? 0) + 1;
      return;
    }
    if (this.size === this.gramIds.length) {
      this.gramIds = grown(this.gramIds);
      this.counts = grown(this.counts);
    }
    this.gramIds[this.size] = gram;
    this.counts[this.size] = 1;
    this.places[gram] = this.size++;
  }

  endRow(row: number): void {
    this.offsets[row + 1] = this.size;
    this.rowStart = this.size;
  }

  finish(): Pick<Corpus, 'offsets' | 'gramIds' | 'counts'> {
    return {
      offsets: this.offsets,
      gramIds: this.gramIds.slice(0, this.size),
      counts: this.counts.slice(0, this.size),
    };
  }
}

function countGrams(
  words: Int32Array,
  length: number,
  [shortest, longest]: TextOptions['ngramRange'],
  grams: GramTree,
  counter: GramCounter,
): void {
  for (let first = 0; first < length; first++) {
    let gram = root;
    const end = Math.min(length, first + longest);
    for (let at = first; at < end; at++) {
      gram = grams.intern(gram, words[at] ?? 0);
      if (at - first + 1 >= shortest) counter.add(gram);
    }
  }
}

/** Rows with each n-gram, and its occurrences in all rows together. */
function countTerms(corpus: Corpus, rows: Int32Array): { df: Int32Array; tf: Int32Array } {
  const { offsets, gramIds, counts, grams } = corpus;
  const [df, tf] = [new Int32Array(grams.size), new Int32Array(grams.size)];
  for (const row of rows) {
    for (let p = offsets[row] ?? 0; p < (offsets[row + 1] ?? 0); p++) {
      const gram = gramIds[p] ?? 0;
      df[gram] = (df[gram] ?? 0) + 1;
      tf[gram] = (tf[gram] ?? 0) + (counts[p] ?? 0);
    }
  }
  return { df, tf };
}

function gramsWithin(df: Int32Array, rows: number, { minDf, maxDf }: TextOptions): number[] {
  const least = Math.max(1, Number.isInteger(minDf) ? minDf : minDf * rows);
  const most = maxDf === null || Number.isInteger(maxDf) ? (maxDf ?? rows) : maxDf * rows;
  const grams: number[] = [];
  for (const [gram, count] of df.entries()) if (count >= least && count <= most) grams.push(gram);
  return grams;
}

/** The `limit` n-grams with the most occurrences; of those that tie at the cut, the first in `order`. */
function cutToMost(
  grams: number[],
  tf: Int32Array,
  limit: number | null,
  order: (a: number, b: number) => number,
): number[] {
  if (limit === null || grams.length <= limit) return grams;
  const counts = Int32Array.from(grams, (gram) => tf[gram] ?? 0).sort();
  const cut = counts[counts.length - limit] ?? 0;
  const above = grams.filter((gram) => (tf[gram] ?? 0) > cut);
  const tied = grams.filter((gram) => tf[gram] === cut).sort(order);
  return [...above, ...tied.slice(0, limit - above.length)];
}

/**
 * Orders n-grams as their texts by code point. The words' ranks say it without the texts: the space between words comes
 * before every word character.
 */
function createGramOrder({ words, grams }: Corpus): (a: number, b: number) => number {
  const sorted = Array.from({ length: words.size }, (_, word) => word).sort((a, b) =>
    compareCodePoints(words.textOf(a), words.textOf(b)),
  );
  const ranks = new Int32Array(words.size);
  for (const [rank, word] of sorted.entries()) ranks[word] = rank;
  const depths = readDepths(grams);
  const compare = (a: number, b: number): number => {
    const [depthA, depthB] = [depths[a] ?? 0, depths[b] ?? 0];
    if (depthA > depthB) return compare(grams.parentOf(a), b) || 1;
    if (depthA < depthB) return compare(a, grams.parentOf(b)) || -1;
    if (a === b) return 0;
    const before = depthA === 1 ? 0 : compare(grams.parentOf(a), grams.parentOf(b));
    return before || (ranks[grams.lastWordOf(a)] ?? 0) - (ranks[grams.lastWordOf(b)] ?? 0);
  };
  return compare;
}

function readDepths(grams: GramTree): Uint8Array {
  const depths = new Uint8Array(grams.size);
  for (let gram = 0; gram < grams.size; gram++) {
    const parent = grams.parentOf(gram);
    depths[gram] = parent === root ? 1 : (depths[parent] ?? 0) + 1;
  }
  return depths;
}

function readIdf(
  grams: readonly number[],
  df: Int32Array,
  rows: number,
  { useIdf }: TextOptions,
): Float64Array {
  if (!useIdf) return new Float64Array(grams.length).fill(1);
  return Float64Array.from(grams, (gram) => Math.log((1 + rows) / (1 + (df[gram] ?? 0))) + 1);
}

function termOf({ words, grams }: Corpus, gram: number): string {
  return grams
    .wordsOf(gram)
    .map((word) => words.textOf(word))
    .join(' ');
}

/** The n-gram that a term of a fixed vocabulary is in this corpus; -1 when it does not occur. */
function findTerm({ words, grams }: Corpus, term: string, { ngramRange }: TextOptions): number {
  const parts = term.split(' ');
  if (parts.length < ngramRange[0] || parts.length > ngramRange[1]) return -1;
  let gram = root;
  for (const part of parts) {
    const word = words.findWord(part);
    gram = word < 0 ? -2 : grams.find(gram, word);
    if (gram < 0) return -1;
  }
  return gram;
}

function countKnown({ offsets, gramIds }: Corpus, rows: Int32Array, columnOf: Int32Array): number {
  let known = 0;
  for (const row of rows) {
    for (let p = offsets[row] ?? 0; p < (offsets[row + 1] ?? 0); p++) {
      if ((columnOf[gramIds[p] ?? 0] ?? -1) >= 0) known++;
    }
  }
  return known;
}
