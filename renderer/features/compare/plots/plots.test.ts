import { describe, expect, it } from 'vitest';
import type { ComparedMetric, ComparedText, RunComparison } from '#contract/comparison.ts';
import { boxStats } from './box-stats.ts';
import { fillField, traceLines } from './contour.ts';
import { listDims, pickDims, wantsLog } from './dims.ts';
import { isInside } from './lasso.ts';
import { parsePlot, printPlot, resolvePlot } from './plot-settings.ts';
import { makeRamp } from './ramp.ts';
import { scaleOf, ticksOf, wordDim } from './scales.ts';

function text(key: string, values: (string | null)[]): ComparedText {
  return { kind: 'param', key, values, differs: new Set(values).size > 1 };
}

function metric(key: string, last: (number | null)[]): ComparedMetric {
  return {
    key, direction: 'higher', isDirectionGiven: false, isShare: true, last, min: last, max: last,
    count: last.map(() => 1), best: null, differs: new Set(last).size > 1,
  }; // prettier-ignore
}

function comparison(texts: ComparedText[], metrics: ComparedMetric[]): RunComparison {
  return { runs: [], baseline: 0, missing: [], texts, metrics, main: metrics[0]?.key ?? null, course: null };
}

const sweep = comparison(
  [
    text('lr', ['0.0001', '0.01', '1']),
    text('kernel', ['rbf', null, 'linear']),
    text('seed', ['1', '1', '1']),
  ],
  [metric('acc', [0.7, 0.8, null])],
);

describe('what runs can be drawn by', () => {
  const dims = listDims(sweep);
  it('numbers, words by their order, and metrics; what is the same in all is none', () => {
    expect(dims.map(({ id, words }) => [id, words])).toEqual([
      ['param.lr', null],
      ['param.kernel', ['linear', 'rbf']],
      ['metric.acc', null],
    ]);
    expect(dims[1]?.values).toEqual([1, null, 0]);
    expect(dims.map(wantsLog)).toEqual([true, false, false]);
  });

  it('more different words than forty are names, not kinds', () => {
    const names = Array.from({ length: 41 }, (_, i) => `run ${String(i)}`);
    expect(listDims(comparison([text('note', names)], []))).toEqual([]);
  });

  it('the params that vary come first, the metric that says most last', () => {
    expect(pickDims(dims, 'acc', 2).map(({ id }) => id)).toEqual(['param.lr', 'metric.acc']);
  });

  it('a param that few runs have, or hardly differ in, gives way to one that tells them apart', () => {
    const places = Array.from({ length: 20 }, (_, i) => i);
    const of = (value: (i: number) => number | null) => places.map((i) => value(i)?.toString() ?? null);
    const mixed = comparison(
      [
        text(
          'a_rare',
          of((i) => (i < 3 ? i : null)),
        ),
        text(
          'b_outlier',
          of((i) => (i === 7 ? 2 : 1)),
        ),
        text(
          'c_half',
          of((i) => (i < 10 ? i % 3 : null)),
        ),
        text(
          'd_depth',
          of((i) => i % 2),
        ),
        text(
          'e_rate',
          of((i) => i / 100),
        ),
        text(
          'seed',
          of((i) => i),
        ),
      ],
      [metric('acc', places)],
    );
    const ids = pickDims(listDims(mixed), 'acc', 7).map(({ key }) => key);
    expect(ids).toEqual(['d_depth', 'e_rate', 'c_half', 'b_outlier', 'a_rare', 'seed', 'acc']);
    expect(resolvePlot(parsePlot(undefined), listDims(mixed), 'acc')?.x.key).toBe('d_depth');
  });

  it('a log scale goes both ways, words have room at the ends', () => {
    const [lr, kernel] = dims;
    if (lr === undefined || kernel === undefined) throw new Error('both are there');
    const scale = scaleOf(lr, true);
    expect(scale.toShare(0.01)).toBeCloseTo(0.5, 12);
    expect(scale.toValue(scale.toShare(0.3))).toBeCloseTo(0.3, 12);
    expect(scaleOf(kernel, false).toShare(0)).toBe(0.25);
    expect(ticksOf(lr, true, 6, 'en-GB').map(({ text: said }) => said)).toEqual([
      '1e−4',
      '0.001',
      '0.01',
      '0.1',
      '1',
    ]);
    expect([wordDim(kernel, 1, 'en-GB'), wordDim(kernel, null, 'en-GB')]).toEqual(['rbf', '–']);
  });
});

describe('places on an axis', () => {
  const said = (values: number[], count = 6): string[] => {
    const [dim] = listDims(comparison([text('p', values.map(String))], []));
    return dim === undefined ? [] : ticksOf(dim, false, count, 'en-GB').map((tick) => tick.text);
  };

  it('whole numbers have whole ones, others what lies between', () => {
    expect(said([1, 2, 3])).toEqual(['1', '2', '3']);
    expect(said([1, 2.5])).toEqual(['1', '1.5', '2', '2.5']);
  });

  it('no two are called the same, however small or large', () => {
    expect(said([0, 0.0002])).toEqual(['0', '5e−5', '1e−4', '1.5e−4', '2e−4']);
    expect(said([1e6, 2e6])).toEqual(['1e6', '1.2e6', '1.4e6', '1.6e6', '1.8e6', '2e6']);
    expect(said([-2e-4, 0], 2)).toEqual(['−2e−4', '−1e−4', '0']);
  });
});

describe('pictures', () => {
  it('an address says what differs from the usual', () => {
    expect(printPlot(parsePlot(undefined))).toBeUndefined();
    const settings = { ...parsePlot('kind=contour&x=param.a%3Bb&logX=0'), pick: 'box' as const };
    expect(settings).toMatchObject({ kind: 'contour', x: 'param.a;b', logX: false, logY: null });
    expect(parsePlot(printPlot(settings))).toEqual(settings);
  });

  it('dims that are gone give way to those that say most', () => {
    const found = resolvePlot(parsePlot('x=param.gone'), listDims(sweep), 'acc');
    expect([found?.x.id, found?.y.id, found?.isLogX]).toEqual(['param.lr', 'metric.acc', true]);
    expect(resolvePlot(parsePlot(undefined), listDims(comparison([], [])), null)).toBeUndefined();
  });

  it('quartiles and whiskers as R gives them; what lies far out is beyond the whiskers', () => {
    expect(boxStats([1, 2, 3, 4, 100])).toEqual({ n: 5, low: 1, q1: 2, median: 3, q3: 4, high: 4 });
    expect(boxStats([])).toBeNull();
  });

  it('heights meet the runs, lie between them, and are not told far away', () => {
    const corners = [0, 1].flatMap((x) => [0, 1].map((y) => ({ x: 0.4 + 0.2 * x, y: 0.4 + 0.2 * y, z: x })));
    const { size, cells } = fillField(corners);
    const at = (x: number, y: number) => cells[Math.floor(y * size) * size + Math.floor(x * size)];
    expect(at(0.41, 0.5)).toBeLessThan(0.3);
    expect(at(0.59, 0.5)).toBeGreaterThan(0.7);
    expect(at(0.05, 0.05)).toBeNull();
    const line = traceLines({ size, cells }, 0.5);
    expect(line.length).toBeGreaterThan(5);
    for (const [x1] of line) expect(Math.abs(x1 - 0.5)).toBeLessThan(0.06);
  });

  it('a lasso holds what is inside of it', () => {
    const line = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 5, y: 4 }, { x: 0, y: 10 }]; // prettier-ignore
    expect([isInside(line, { x: 2, y: 5 }), isInside(line, { x: 5, y: 8 })]).toEqual([true, false]);
  });

  it('a ramp begins and ends with its colours', () => {
    const ramp = makeRamp(['#000000', '#ff0000', '#ffffff']);
    expect([ramp.at(0), ramp.at(0.25), ramp.at(2)]).toEqual([
      'rgb(0 0 0)',
      'rgb(128 0 0)',
      'rgb(255 255 255)',
    ]);
  });
});
