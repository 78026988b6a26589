import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileTextModel, crossValidateText, evaluateText, trainText } from '#core/models/index.ts';
import type { TextOptions, TextPredictor } from '#core/models/index.ts';
import { repositoryPaths } from '../lib/paths.ts';
import { formatTable } from '../lib/table.ts';
import type { Row } from './csv.ts';
import { makeWorkshopFiles } from './files.ts';
import { limits } from './generate.ts';
import { createRandom } from './random.ts';
import { NearDuplicates, RunCounter, wordsOf } from './similarity.ts';

const files = makeWorkshopFiles();
const folder = join(repositoryPaths().root, 'resources', 'workshop');
const all = files.flatMap((file) => file.rows);
const options: Partial<TextOptions> = { ngramRange: [1, 2], maxFeatures: 1500 };

const least: [string, number][] = [
  ['reviews-train.csv', 1900],
  ['reviews-heldout.csv', 400],
  ['warehouse.csv', 600],
  ['reviews-sv.csv', 500],
  ['drift-train.csv', 400],
  ['drift-heldout.csv', 150],
  ['drift-warehouse.csv', 300],
];

function rowsOf(name: string): Row[] {
  const rows = files.find((file) => file.name === name)?.rows;
  if (!rows) throw new Error(`The generator writes no ${name}.`);
  return rows;
}

const textsOf = (rows: readonly Row[]): string[] => rows.map((row) => row.text);
const labelsOf = (rows: readonly Row[]): string[] => rows.map((row) => row.label);

function nearDuplicates(rows: readonly Row[]): number {
  const near = new NearDuplicates(limits.similarity);
  let found = 0;
  for (const { text } of rows) {
    if (near.find(text) !== undefined) found += 1;
    near.add(text);
  }
  return found;
}

describe('the files', () => {
  it.each(least)('%s is what the generator writes, and has at least %i rows', (name, count) => {
    const { text, rows } = files.find((file) => file.name === name) ?? { text: '', rows: [] };
    expect(readFileSync(join(folder, name), 'utf8') === text, `node tools/workshop-data/write.ts`).toBe(true);
    expect(rows.length).toBeGreaterThanOrEqual(count);
  });

  it('have balanced labels, short texts and few near-duplicates', () => {
    const table = createTable('file', 'rows', 'positive', 'words', 'near-duplicates');
    for (const { name, rows } of files) {
      const positive = rows.filter((row) => row.label === 'positive').length / rows.length;
      const lengths = rows.map((row) => wordsOf(row.text).length);
      const near = nearDuplicates(rows);
      const mean = lengths.reduce((sum, length) => sum + length, 0) / rows.length;
      const words = `${Math.min(...lengths)}-${Math.max(...lengths)}, mean ${mean.toFixed(1)}`;
      table.add(name, rows.length, percent(positive), words, near);
      expect(positive).toBeGreaterThanOrEqual(0.45);
      expect(positive).toBeLessThanOrEqual(0.55);
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(limits.fewestWords);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(limits.mostWords);
      expect(near / rows.length).toBeLessThan(0.01);
    }
    const near = nearDuplicates(all);
    table.add('all together', all.length, '', '', near);
    console.log(table.print());
    expect(near / all.length).toBeLessThan(0.01);
  });

  it('repeat no run of six words in more than five reviews', () => {
    const runs = new RunCounter();
    for (const { text } of all) runs.add(text);
    const counts = [...runs.counts.values()];
    const highest = counts.reduce((most, count) => Math.max(most, count), 0);
    const once = counts.filter((count) => count === 1).length / counts.length;
    console.log(
      `${counts.length} runs of six words, ${percent(once)} in one review, none in over ${highest}`,
    );
    expect(highest).toBeLessThanOrEqual(5);
  });

  it('have no text and no id twice, so train and held-out do not overlap', () => {
    const plain = new Set(all.map(({ text }) => wordsOf(text).join(' ')));
    expect(plain.size).toBe(all.length);
    expect(new Set(all.map((row) => row.id)).size).toBe(all.length);
  });

  it('do not give the label away by a word', () => {
    expect(all.filter(({ text }) => /positiv|negativ|label|\bstars?\b|stjärnor/i.test(text))).toEqual([]);
    const table = createTable('file', 'most telling word', 'rows with it', 'of one label');
    for (const { name, rows } of files) {
      const { word, share, purity } = mostTelling(rows);
      table.add(name, word, percent(share), percent(purity));
      expect(share * purity, `${name}: ${word}`).toBeLessThan(0.2);
    }
    console.log(table.print());
  });

  it('have every kind in the drift pack, with both labels', () => {
    for (const name of ['drift-train.csv', 'drift-heldout.csv', 'drift-warehouse.csv']) {
      for (const kind of ['other_domain', 'slang', 'other_language']) {
        const rows = rowsOf(name).filter((row) => row.kind === kind);
        expect(rows.length).toBeGreaterThan(rowsOf(name).length / 5);
        expect(new Set(labelsOf(rows)).size).toBe(2);
      }
    }
  });
});

describe('a classifier', () => {
  const train = rowsOf('reviews-train.csv');
  const driftTrain = rowsOf('drift-train.csv');
  const fit = (rows: Row[]): TextPredictor =>
    compileTextModel(trainText(textsOf(rows), labelsOf(rows), options));
  const accuracy = (predictor: TextPredictor, name: string): number =>
    evaluateText(predictor, textsOf(rowsOf(name)), labelsOf(rowsOf(name))).metrics.accuracy;
  const before = fit(train);
  const after = fit([...train, ...driftTrain]);

  it('is honestly good on clean rows, falls on drift and recovers when it is trained on drift rows', () => {
    const cv = (rows: Row[]): number =>
      crossValidateText(textsOf(rows), labelsOf(rows), { folds: 5, seed: 42, options }).meanAccuracy;
    const [english, swedish] = [cv(train), cv(rowsOf('reviews-sv.csv'))];
    const table = createTable('trained on', 'held-out', 'warehouse', 'drift held-out', 'drift warehouse');
    const names = ['reviews-heldout.csv', 'warehouse.csv', 'drift-heldout.csv', 'drift-warehouse.csv'];
    table.add('train', ...names.map((name) => percent(accuracy(before, name))));
    table.add('train + drift-train', ...names.map((name) => percent(accuracy(after, name))));
    console.log(`${table.print()}\n5-fold CV: English ${percent(english)}, Swedish ${percent(swedish)}`);
    for (const value of [english, swedish, accuracy(before, 'reviews-heldout.csv')]) {
      expect(value).toBeGreaterThan(0.8);
      expect(value).toBeLessThan(0.95);
    }
    expect(accuracy(before, 'drift-heldout.csv')).toBeLessThan(0.72);
    expect(accuracy(after, 'drift-heldout.csv')).toBeGreaterThanOrEqual(0.8);
    const lost = accuracy(before, 'reviews-heldout.csv') - accuracy(after, 'reviews-heldout.csv');
    expect(lost).toBeLessThanOrEqual(0.015);
  });

  it('meets far more unknown words, and is less sure, in batches of 20 of the drift pack', () => {
    const table = createTable('batches of 20', 'unknown words', 'sigma', 'highest', 'lowest', 'confidence');
    const clean = batches(before, 'warehouse.csv');
    const drift = batches(before, 'drift-warehouse.csv');
    for (const [name, { unknown, confidence }] of Object.entries({ clean, drift })) {
      const { mean, sigma } = spreadOf(unknown);
      const ends = [Math.max(...unknown), Math.min(...unknown)].map(percent);
      table.add(name, percent(mean), percent(sigma), ...ends, percent(spreadOf(confidence).mean));
    }
    const { mean, sigma } = spreadOf(clean.unknown);
    const distance = (Math.min(...drift.unknown) - mean) / sigma;
    console.log(
      `${table.print()}\nThe mildest drift batch lies ${distance.toFixed(1)} sigma above clean ones.`,
    );
    expect(distance).toBeGreaterThan(6);
    const sure = spreadOf(clean.confidence);
    expect(spreadOf(drift.confidence).mean).toBeLessThan(sure.mean - 2 * sure.sigma);
  });
});

/** The word whose rows are most of one label: share of all rows, and how many of those have that label. */
function mostTelling(rows: readonly Row[]): { word: string; share: number; purity: number } {
  const counts = new Map<string, { positive: number; all: number }>();
  for (const { text, label } of rows) {
    for (const word of new Set(wordsOf(text))) {
      const count = counts.get(word) ?? { positive: 0, all: 0 };
      counts.set(word, { positive: count.positive + (label === 'positive' ? 1 : 0), all: count.all + 1 });
    }
  }
  return [...counts]
    .map(([word, count]) => {
      const positive = count.positive / count.all;
      return { word, share: count.all / rows.length, purity: Math.max(positive, 1 - positive) };
    })
    .filter(({ purity }) => purity > 0.9)
    .reduce((best, next) => (next.share > best.share ? next : best), { word: '', share: 0, purity: 0 });
}

function batches(predictor: TextPredictor, name: string): { unknown: number[]; confidence: number[] } {
  const { oovShare, tokens, confidence } = predictor.score(textsOf(rowsOf(name)));
  const random = createRandom(20);
  const positions = Array.from(tokens.keys());
  const drawn = Array.from({ length: 200 }, () => random.shuffle(positions).slice(0, 20));
  const sum = (batch: number[], value: (row: number) => number): number =>
    batch.reduce((total, row) => total + value(row), 0);
  return {
    unknown: drawn.map(
      (batch) =>
        sum(batch, (row) => (oovShare[row] ?? 0) * (tokens[row] ?? 0)) /
        sum(batch, (row) => tokens[row] ?? 0),
    ),
    confidence: drawn.map((batch) => sum(batch, (row) => confidence[row] ?? 0) / batch.length),
  };
}

function spreadOf(values: readonly number[]): { mean: number; sigma: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sigma: Math.sqrt(squares / values.length) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A table of figures that is printed once it is full. */
function createTable(...titles: string[]): {
  add: (...cells: (string | number)[]) => void;
  print: () => string;
} {
  const rows: string[][] = [];
  const columns = titles.map((title, i) => ({ title, cell: (row: string[]) => row[i] ?? '', right: i > 0 }));
  return {
    add: (...cells) => void rows.push(cells.map(String)),
    print: () => formatTable(rows, columns).join('\n'),
  };
}
