import type { BatchRow } from '#contract/monitoring.ts';
import type { Random } from './random.ts';
import type { BatchValues } from '#core/monitoring/check-batch.ts';
import { countClasses } from '#core/monitoring/class-mix.ts';
import type { Reference, ReferenceGroup } from '#core/monitoring/reference.ts';

/** What a model says of one text. */
export interface MadeUpRow {
  prediction: string;
  confidence: number;
  oovShare: number;
  length: number;
}

/** The same as a batch keeps it. */
type ScoredRow = Pick<BatchRow, keyof MadeUpRow>;

export interface World {
  /** Share of the first of two classes. */
  firstClass: number;
  /** How sure: 1 draws confidences evenly from 0.5 to 1, more draws them lower. */
  doubt: number;
  /** Chance of each word to be unknown. */
  unknown: number;
  /** Typical words of a text; one in ten is up to three times as long. */
  words: number;
}

export const cleanWorld: World = { firstClass: 0.45, doubt: 1.2, unknown: 0.12, words: 10 };

/** Scored rows as a text model makes them: skewed lengths, shares of few words, confidences that lean to the lower end. */
export function makeUpRows(count: number, random: Random, world: World = cleanWorld): MadeUpRow[] {
  return Array.from({ length: count }, () => {
    const isLong = random.next() < 0.1;
    const length = Math.max(
      1,
      Math.round(world.words * (0.5 + random.next() + (isLong ? 1.5 * random.next() : 0))),
    );
    let unknown = 0;
    for (let i = 0; i < length; i++) if (random.next() < world.unknown) unknown++;
    return {
      prediction: random.next() < world.firstClass ? 'negative' : 'positive',
      confidence: 0.5 + 0.5 * random.next() ** world.doubt,
      oovShare: unknown / length,
      length,
    };
  });
}

export function rowsToGroup(name: string, rows: readonly MadeUpRow[]): ReferenceGroup {
  return {
    name,
    predictions: rows.map(({ prediction }) => prediction),
    confidence: Float64Array.from(rows, ({ confidence }) => confidence),
    oovShare: Float64Array.from(rows, ({ oovShare }) => oovShare),
    length: Float64Array.from(rows, ({ length }) => length),
  };
}

export function createReference(...groups: ReferenceGroup[]): Reference {
  return { modelUri: 'models:/made-up/1', digest: 'made up', groups };
}

/** @param rows of a text model, which tells everything */
export function rowsToValues(rows: readonly ScoredRow[]): BatchValues {
  const mean = (valueOf: (row: ScoredRow) => number | null): number =>
    rows.reduce((sum, row) => sum + (valueOf(row) ?? NaN), 0) / rows.length;
  return {
    rows: rows.length,
    classes: countClasses(rows.map(({ prediction }) => prediction)),
    meanConfidence: mean(({ confidence }) => confidence),
    lowConfidenceShare: mean(({ confidence }) => ((confidence ?? NaN) < 0.6 ? 1 : 0)),
    oovShare: mean(({ oovShare }) => oovShare),
    meanLength: mean(({ length }) => length),
  };
}
