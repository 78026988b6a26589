import { describe, expect, it } from 'vitest';
import type { Dim } from '../plots/dims.ts';
import { scaleOf } from '../plots/scales.ts';
import { findNearest } from './draw-parallel.ts';
import { moveItem } from './parallel-plot.tsx';
import { parseParallel, passing, printParallel, resolveAxes } from './parallel-settings.ts';
import { snapBrush } from './use-axis-drag.ts';

const base = { isMetric: false, canLog: true };
const rate: Dim = {
  ...base,
  id: 'param.rate;x',
  key: 'rate',
  values: [0.01, 0.1, 1, null],
  words: null,
  min: 0.01,
  max: 1,
};
const kind: Dim = { ...base, id: 'param.kind', key: 'kind', values: [0, 1, 2, 1], words: ['a', 'b', 'c'], min: 0, max: 2, canLog: false }; // prettier-ignore
const plain = { isLog: false, brushes: [] };

describe('parallel coordinates', () => {
  it('axes, brushes and colour come back from the address', () => {
    const settings = {
      axes: [
        { id: rate.id, isLog: true, brushes: [[0.05, 2], [-1, 0.02]] as [number, number][] },
        { id: kind.id, isLog: false, brushes: [] },
      ],
      color: 'metric.acc',
    }; // prettier-ignore
    expect(parseParallel(printParallel(settings))).toEqual(settings);
    expect(printParallel({ axes: null, color: null })).toBeUndefined();
    expect(parseParallel('axis=nonsense&axis=;1..x,3..2;a')).toEqual({
      axes: [{ id: 'a', isLog: false, brushes: [[2, 3]] }],
      color: null,
    });
  });

  it('a run passes when it is in one brush of each axis that has any; without a value it does not', () => {
    const filtered = [{ id: rate.id, isLog: false, dim: rate, brushes: [[0, 0.05], [0.5, 2]] as [number, number][] }]; // prettier-ignore
    expect(passing(filtered, [0, 1, 2, 3])).toEqual([0, 2]);
    const both = [
      ...filtered,
      { id: kind.id, isLog: false, dim: kind, brushes: [[1.5, 2.5]] as [number, number][] },
    ];
    expect(passing(both, [0, 1, 2, 3])).toEqual([2]);
    expect(passing([{ ...plain, id: rate.id, dim: rate }], [0, 3])).toEqual([0, 3]);
  });

  it('axes of runs that are gone are left out, and only numbers above zero are logarithmic', () => {
    const asked = {
      axes: [
        { id: 'gone', ...plain },
        { id: kind.id, isLog: true, brushes: [] },
      ],
      color: null,
    };
    expect(resolveAxes(asked, [rate, kind], []).map(({ id, isLog }) => [id, isLog])).toEqual([
      [kind.id, false],
    ]);
    const usual = resolveAxes({ axes: null, color: null }, [rate, kind], [rate, kind]);
    expect(usual.map(({ isLog }) => isLog)).toEqual([true, false]);
  });

  it('a brush on words holds whole ones, at least the nearest', () => {
    const axis = { ...plain, id: kind.id, dim: kind };
    expect(snapBrush(axis, [0.2, 2.2])).toEqual([0.5, 2.5]);
    expect(snapBrush(axis, [1.2, 1.4])).toEqual([0.5, 1.5]);
  });

  it('an axis moves to its new place, not beyond the ends', () => {
    expect(moveItem(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moveItem(['a', 'b', 'c'], 2, -4)).toEqual(['c', 'a', 'b']);
  });

  it('the pointer finds the line that it is on', () => {
    const axes = [rate, kind].map((dim) => ({ ...plain, id: dim.id, dim }));
    const scales = axes.map(({ dim }) => scaleOf(dim, false));
    const frame = { width: 200, height: 120, top: 0, bottom: 100, missing: 110, xs: [0, 200] };
    // Run 2 goes from the top to the top sixth of the other axis.
    expect(findNearest({ frame, axes, scales }, [0, 1, 2, 3], 100, (0 + 100 / 6) / 2)).toBe(2);
    expect(findNearest({ frame, axes, scales }, [0, 1, 2], 0, 50)).toBeNull();
    expect(findNearest({ frame, axes, scales }, [0, 3], 2, 110)).toBe(3);
  });
});
