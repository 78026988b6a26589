import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/testing/random.ts';
import { checkBatch } from './check-batch.ts';
import { makeLimits } from './limits.ts';
import type { Reference } from './reference.ts';
import { signalRules } from './signals.ts';
import {
  cleanWorld,
  createReference,
  makeUpRows,
  rowsToGroup,
  rowsToValues,
  type World,
} from '#core/testing/made-up-batches.ts';

const seed = 20261120;

describe('false alarms', () => {
  // Every trial draws a reference of its own: its luck is part of the rate.
  it.each([
    { reference: 400, n: 20, batches: 500 },
    { reference: 400, n: 40, batches: 500 },
    { reference: 400, n: 1000, batches: 100 },
    { reference: 2000, n: 20, batches: 500 },
    { reference: 150, n: 40, batches: 500 },
  ])(
    `stay under 0.5 % of clean batches, all signals together: $n rows, reference of $reference (seed ${seed})`,
    async (sizes) => {
      const rate = await measureAlarmRate({ ...sizes, world: cleanWorld, references: 30 });
      expect(rate, 'share of clean batches with an alert').toBeLessThan(0.005);
    },
  );

  it('are shared out: all signals together may raise an alert on 0.3 % of clean batches', () => {
    expect(signalRules.reduce((sum, { level }) => sum + level, 0)).toBeCloseTo(0.003, 12);
  });

  it('do not come from a batch of either domain that the version learned, nor of both', async () => {
    const other: World = { firstClass: 0.6, doubt: 1.6, unknown: 0.3, words: 16 };
    const random = createRandom(seed);
    const reference = createReference(
      rowsToGroup('usual', makeUpRows(500, random)),
      rowsToGroup('other', makeUpRows(300, random, other)),
    );
    const limits = await makeLimits(reference, 40);
    const count = (make: () => ReturnType<typeof makeUpRows>): number =>
      Array.from({ length: 300 }, () => isAlarm(reference, limits, make())).filter(Boolean).length;
    expect(count(() => makeUpRows(40, random))).toBeLessThan(4);
    expect(count(() => makeUpRows(40, random, other))).toBeLessThan(4);
    expect(count(() => [...makeUpRows(20, random), ...makeUpRows(20, random, other)])).toBeLessThan(4);
  });
});

describe('drift', () => {
  it.each<{ name: string; world: Partial<World>; power: number }>([
    { name: 'unknown words from 12 to 30 %', world: { unknown: 0.3 }, power: 0.99 },
    { name: 'texts twice as long', world: { words: 20 }, power: 0.99 },
    { name: 'a class from 45 to 90 %', world: { firstClass: 0.9 }, power: 0.99 },
    { name: 'mean confidence from 0.73 to 0.64', world: { doubt: 2.6 }, power: 0.75 },
  ])(`of $name is found in 40 rows (seed ${seed})`, async ({ world, power }) => {
    const drifted = { ...cleanWorld, ...world };
    const rate = await measureAlarmRate({
      reference: 400,
      n: 40,
      world: drifted,
      references: 5,
      batches: 100,
    });
    expect(rate, 'share of drifted batches with an alert').toBeGreaterThanOrEqual(power);
  });
});

describe('limits', () => {
  it('are the same for the same reference and size, and others for another reference', async () => {
    const reference = createReference(rowsToGroup('a', makeUpRows(300, createRandom(1))));
    const limits = await makeLimits(reference, 20);
    expect(await makeLimits(reference, 20)).toEqual(limits);
    expect(await makeLimits({ ...reference, digest: 'other' }, 20)).not.toEqual(limits);
  });

  it('come nearer with more rows, but never nearer than what matters', async () => {
    const reference = createReference(rowsToGroup('a', makeUpRows(5000, createRandom(2))));
    const upperOf = async (n: number): Promise<number> => {
      const oov = (await makeLimits(reference, n)).find(({ signal }) => signal === 'oov_share');
      return (oov?.upper ?? 0) - (oov?.expected ?? 0);
    };
    const distances = [await upperOf(10), await upperOf(100), await upperOf(1000), await upperOf(100_000)];
    for (const [i, distance] of distances.slice(1).entries()) {
      expect(distance).toBeLessThanOrEqual((distances[i] ?? 0) + 1e-9);
    }
    expect(distances.at(-1)).toBeCloseTo(0.02, 10);
  });

  it('have only the side that is worse, and a histogram of every resampled batch', async () => {
    const reference = createReference(rowsToGroup('a', makeUpRows(300, createRandom(3))));
    const limits = await makeLimits(reference, 20);
    expect(limits.map(({ signal, lower, upper }) => [signal, lower === null, upper === null])).toEqual([
      ['class_mix', true, false],
      ['mean_confidence', false, true],
      ['low_confidence_share', true, false],
      ['oov_share', true, false],
      ['text_length', false, false],
    ]);
    for (const { histogram, resamples } of limits) {
      expect(resamples).toBe(2000);
      expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
    }
  });

  it('do not exist where there is nothing to compare with', async () => {
    const few = createReference(rowsToGroup('a', makeUpRows(12, createRandom(4))));
    expect(await makeLimits(null, 20)).toEqual([]);
    expect(await makeLimits(few, 20)).toEqual([]);
    const checks = checkBatch(rowsToValues(makeUpRows(20, createRandom(5))), null, []);
    expect(checks.map(({ verdict, method }) => `${verdict} ${method}`)).toEqual(
      Array<string>(5).fill('not_evaluated no_reference'),
    );
  });

  it('are made from small groups together', async () => {
    const random = createRandom(6);
    const few = createReference(
      rowsToGroup('a', makeUpRows(12, random)),
      rowsToGroup('b', makeUpRows(12, random)),
    );
    expect((await makeLimits(few, 20)).map(({ resamples }) => resamples)).toEqual(
      Array<number>(5).fill(2000),
    );
  });

  it('judge no batch of fewer than 5 rows', async () => {
    const reference = createReference(rowsToGroup('a', makeUpRows(300, createRandom(7))));
    const values = rowsToValues(makeUpRows(4, createRandom(8)));
    const checks = checkBatch(values, reference, await makeLimits(reference, 4));
    expect(new Set(checks.map(({ verdict, method }) => `${verdict} ${method}`))).toEqual(
      new Set(['not_evaluated too_few_rows']),
    );
  });

  it('hold rows that are all the same', async () => {
    const row = { prediction: 'only', confidence: 0.9, oovShare: 0, length: 7 };
    const same = Array.from({ length: 50 }, () => row);
    const reference = createReference(rowsToGroup('a', same));
    const limits = await makeLimits(reference, 20);
    expect(isAlarm(reference, limits, same.slice(0, 20))).toBe(false);
    expect(isAlarm(reference, limits, makeUpRows(20, createRandom(9)))).toBe(true);
  });
});

interface Trial {
  reference: number;
  n: number;
  world: World;
  references: number;
  batches: number;
}

/** The share of batches of `world` that leave the limits of a reference from the clean world. */
async function measureAlarmRate({ reference: rows, n, world, references, batches }: Trial): Promise<number> {
  const random = createRandom(seed + n + rows);
  let alarms = 0;
  for (let i = 0; i < references; i++) {
    const reference = createReference(rowsToGroup('a', makeUpRows(rows, random)));
    const limits = await makeLimits(reference, n);
    for (let k = 0; k < batches; k++) if (isAlarm(reference, limits, makeUpRows(n, random, world))) alarms++;
  }
  return alarms / (references * batches);
}

function isAlarm(
  reference: Reference,
  limits: Awaited<ReturnType<typeof makeLimits>>,
  rows: ReturnType<typeof makeUpRows>,
): boolean {
  return checkBatch(rowsToValues(rows), reference, limits).some(({ verdict }) => verdict === 'alert');
}
