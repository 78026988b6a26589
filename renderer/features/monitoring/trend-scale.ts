import type { TrendPoint } from './trends.ts';

export type TrendScale = {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  /** Round values, lowest first. */
  readonly ticks: readonly number[];
};

export type PlotBox = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Values and limits with some air; shares never reach below 0 or above 1. Two to five round ticks. */
export function makeTrendScale(points: readonly TrendPoint[], box: PlotBox): TrendScale {
  const seen = points.flatMap(({ value, limit }) => [value, limit].filter((one) => one !== null));
  const [low, high] = seen.length === 0 ? [0, 1] : [Math.min(...seen), Math.max(...seen)];
  const air = Math.max((high - low) * 0.2, 0.01);
  const step = roundStep((high - low + 2 * air) / 4);
  const from = Math.max(0, Math.floor((low - air) / step) * step);
  const to = Math.min(1, Math.ceil((high + air) / step - 1e-9) * step);
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  const width = box.right - box.left;
  return {
    x: (index) =>
      points.length < 2 ? box.left + width / 2 : box.left + (index / (points.length - 1)) * width,
    y: (value) => box.bottom - ((value - from) / (to - from)) * (box.bottom - box.top),
    ticks: Array.from({ length: count }, (_, index) => from + index * step),
  };
}

export type LimitStretch = { readonly from: number; readonly to: number; readonly limit: number };

/** Neighbours with the same limit as one stretch, in indexes that reach half way to the next point. */
export function limitStretches(points: readonly TrendPoint[]): readonly LimitStretch[] {
  const stretches: LimitStretch[] = [];
  points.forEach(({ limit }, index) => {
    if (limit === null) return;
    const last = stretches.at(-1);
    if (last?.limit === limit && last.to === index - 0.5)
      stretches[stretches.length - 1] = { ...last, to: index + 0.5 };
    else stretches.push({ from: index - 0.5, to: index + 0.5, limit });
  });
  return stretches;
}

/** Where another version than before scored: between which points, and which it is. */
export function deployMarks(
  points: readonly TrendPoint[],
): readonly { readonly at: number; readonly version: number; readonly batchId: number }[] {
  return points.flatMap(({ version, batchId }, index) => {
    const before = points[index - 1];
    return before === undefined || before.version === version ? [] : [{ at: index - 0.5, version, batchId }];
  });
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough - 1e-12) ?? rough;
}
