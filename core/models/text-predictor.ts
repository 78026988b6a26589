import { GramTree, root } from './gram-tree.ts';
import type { TextModel, TextPrediction } from './text-model.ts';
import { Tokenizer } from './tokenizer.ts';
import { WordTable } from './word-table.ts';

/** What a model says of many texts, in arrays of its own for each call. */
export interface TextScores {
  rows: number;
  /** Index of the most probable class; at a tie the first. */
  best: Int32Array;
  /** Row-major: rows x classes. */
  probabilities: Float64Array;
  confidence: Float64Array;
  oovShare: Float64Array;
  tokens: Int32Array;
}

/** A model made ready to answer quickly, as often as needed. */
export interface TextPredictor {
  classes: readonly string[];
  predict(texts: readonly string[]): TextPrediction[];
  score(texts: readonly string[]): TextScores;
}

/** Turns a model into typed arrays and hash tables. Not for two threads at once: it has scratch space. */
export function compileTextModel(model: TextModel): TextPredictor {
  const scorer = new Scorer(model);
  const { classes } = model;
  const score = (texts: readonly string[]): TextScores => {
    const scores = createScores(texts.length, classes.length);
    for (let row = 0; row < texts.length; row++) scorer.scoreRow(texts[row] ?? '', row, scores);
    return scores;
  };
  return { classes, score, predict: (texts) => scoresToPredictions(score(texts), classes, texts) };
}

function createScores(rows: number, classes: number): TextScores {
  return {
    rows,
    best: new Int32Array(rows),
    probabilities: new Float64Array(rows * classes),
    confidence: new Float64Array(rows),
    oovShare: new Float64Array(rows),
    tokens: new Int32Array(rows),
  };
}

function scoresToPredictions(
  scores: TextScores,
  classes: readonly string[],
  texts: readonly string[],
): TextPrediction[] {
  return texts.map((text, row) => {
    const classIndex = scores.best[row] ?? 0;
    const start = row * classes.length;
    return {
      label: classes[classIndex] ?? '',
      classIndex,
      probabilities: Array.from(scores.probabilities.subarray(start, start + classes.length)),
      confidence: scores.confidence[row] ?? 0,
      oovShare: scores.oovShare[row] ?? 1,
      tokens: scores.tokens[row] ?? 0,
      length: text.length,
    };
  });
}

class Scorer {
  private readonly tokenizer = new Tokenizer();
  private readonly words = new WordTable();
  private readonly grams = new GramTree();
  private readonly longest: number;
  private readonly sublinear: boolean;
  /** Words with a number below are stop words. */
  private readonly firstWord: number;
  /** Column by n-gram; -1 for those that only lead to longer ones. */
  private readonly columnOf: Int32Array;
  private readonly idf: Float64Array;
  /** Weights by column and output: `column * outputs + output`. */
  private readonly weights: Float64Array;
  private readonly intercepts: Float64Array;
  private readonly classes: number;
  /** Of the text at hand: words, counts by column (all 0 between texts), the columns counted, sums by output. */
  private known = new Int32Array(64);
  private readonly counts: Int32Array;
  private readonly counted: Int32Array;
  private countedSize = 0;
  private readonly sums: Float64Array;

  constructor({ vocabulary, idf, coefficients, intercepts, classes, stopWords, options }: TextModel) {
    for (const word of stopWords) this.words.internWord(word);
    this.firstWord = this.words.size;
    const [shortest, longest] = options.ngramRange;
    this.longest = longest;
    this.sublinear = options.sublinearTf;
    this.columnOf = this.placeTerms(vocabulary, shortest);
    this.idf = Float64Array.from(idf);
    this.weights = interleave(coefficients, vocabulary.length);
    this.intercepts = Float64Array.from(intercepts);
    this.classes = classes.length;
    this.counts = new Int32Array(vocabulary.length);
    this.counted = new Int32Array(vocabulary.length);
    this.sums = new Float64Array(intercepts.length);
  }

  scoreRow(text: string, row: number, scores: TextScores): void {
    const lower = text.toLowerCase();
    const found = this.tokenizer.read(lower);
    const kept = this.findWords(lower, found);
    this.countColumns(kept);
    this.sumWeights();
    scores.tokens[row] = found;
    scores.oovShare[row] = kept === 0 ? 1 : this.countUnknown(kept) / kept;
    if (this.classes === 2) this.writeSigmoid(row, scores);
    else this.writeSoftmax(row, scores);
  }

  /** Interns the words and n-grams of the terms. A term that no text can hold, such as one of one letter, matches none. */
  private placeTerms(vocabulary: readonly string[], shortest: number): Int32Array {
    const columns = new Map<number, number>();
    for (const [column, term] of vocabulary.entries()) {
      const words = term.split(' ');
      if (words.length < shortest || words.length > this.longest) continue;
      let gram = root;
      for (const word of words) gram = this.grams.intern(gram, this.words.internWord(word));
      columns.set(gram, column);
    }
    return Int32Array.from({ length: this.grams.size }, (_, gram) => columns.get(gram) ?? -1);
  }

  /** Fills `known` with the text's words, stop words left out, -1 for those unknown; answers how many. */
  private findWords(lower: string, found: number): number {
    if (found > this.known.length) this.known = new Int32Array(found * 2);
    const { tokenizer, words, known, firstWord } = this;
    const { starts, ends, hashes } = tokenizer;
    let kept = 0;
    for (let i = 0; i < found; i++) {
      const word = words.find(lower, starts[i] ?? 0, ends[i] ?? 0, hashes[i] ?? 0);
      if (word < 0 || word >= firstWord) known[kept++] = word;
    }
    return kept;
  }

  private countColumns(kept: number): void {
    const { known, grams, columnOf, counts, counted, longest } = this;
    let size = 0;
    for (let first = 0; first < kept; first++) {
      let gram = root;
      const end = Math.min(kept, first + longest);
      for (let at = first; at < end; at++) {
        const word = known[at] ?? -1;
        if (word < 0) break;
        gram = grams.find(gram, word);
        if (gram < 0) break;
        const column = columnOf[gram] ?? -1;
        if (column < 0) continue;
        const count = counts[column] ?? 0;
        if (count === 0) counted[size++] = column;
        counts[column] = count + 1;
      }
    }
    this.countedSize = size;
  }

  /** Sums weight * value by output, divided by the vector's length, plus the intercept; leaves `counts` all 0. */
  private sumWeights(): void {
    const { sums, intercepts } = this;
    sums.fill(0);
    const squares = this.addTerms();
    const factor = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) * factor + (intercepts[k] ?? 0);
  }

  /** Adds weight * value of each term to the sums; answers the sum of the squared values. */
  private addTerms(): number {
    const { counts, counted, countedSize, idf, weights, sums, sublinear } = this;
    const outputs = sums.length;
    let squares = 0;
    for (let i = 0; i < countedSize; i++) {
      const column = counted[i] ?? 0;
      const count = counts[column] ?? 0;
      counts[column] = 0;
      const value = (sublinear ? 1 + Math.log(count) : count) * (idf[column] ?? 1);
      squares += value * value;
      const base = column * outputs;
      for (let k = 0; k < outputs; k++) sums[k] = (sums[k] ?? 0) + value * (weights[base + k] ?? 0);
    }
    return squares;
  }

  private countUnknown(kept: number): number {
    let unknown = 0;
    for (let i = 0; i < kept; i++) if ((this.known[i] ?? -1) < 0) unknown++;
    return unknown;
  }

  private writeSigmoid(row: number, scores: TextScores): void {
    const sum = this.sums[0] ?? 0;
    const [zero, one] = [1 / (1 + Math.exp(sum)), 1 / (1 + Math.exp(-sum))];
    scores.probabilities[row * 2] = zero;
    scores.probabilities[row * 2 + 1] = one;
    scores.best[row] = sum > 0 ? 1 : 0;
    scores.confidence[row] = sum > 0 ? one : zero;
  }

  private writeSoftmax(row: number, scores: TextScores): void {
    const { sums, classes } = this;
    let best = 0;
    for (let k = 1; k < classes; k++) if ((sums[k] ?? 0) > (sums[best] ?? 0)) best = k;
    const most = sums[best] ?? 0;
    let total = 0;
    for (let k = 0; k < classes; k++) total += Math.exp((sums[k] ?? 0) - most);
    for (let k = 0; k < classes; k++) {
      scores.probabilities[row * classes + k] = Math.exp((sums[k] ?? 0) - most) / total;
    }
    scores.best[row] = best;
    scores.confidence[row] = 1 / total;
  }
}

function interleave(coefficients: readonly (readonly number[])[], columns: number): Float64Array {
  const outputs = coefficients.length;
  const weights = new Float64Array(columns * outputs);
  for (const [k, own] of coefficients.entries()) {
    for (let column = 0; column < columns; column++) weights[column * outputs + k] = own[column] ?? 0;
  }
  return weights;
}
