/** A line before it is thinned: x ascending, `ys` as long, with NaN and infinities. */
export interface Line {
  xs: Float64Array;
  ys: Float64Array;
}

/** What lies along x for the points of one history. */
export type Along =
  | { kind: 'step' }
  | { kind: 'time' }
  /** ms since 1970 UTC */
  | { kind: 'relative'; startedAt: number }
  | { kind: 'metric'; steps: Float64Array; values: Float64Array };

/** Orders the points by x. Points without an x (before the other metric began, or where it is no number) are left out. */
export function layAlong(
  points: { steps: Float64Array; values: Float64Array; times: Float64Array | null },
  along: Along,
): Line {
  const { steps, values, times } = points;
  switch (along.kind) {
    case 'step':
      return { xs: steps, ys: values };
    case 'time':
      return inOrder(times ?? new Float64Array(values.length), values);
    case 'relative':
      return inOrder(
        (times ?? new Float64Array(values.length)).map((at) => at - along.startedAt),
        values,
      );
    default:
      return inOrder(...joinByStep(steps, values, along));
  }
}

/** The value that the other metric had last at the same step or before. */
function joinByStep(
  steps: Float64Array,
  values: Float64Array,
  other: { steps: Float64Array; values: Float64Array },
): [xs: Float64Array, ys: Float64Array] {
  const xs = new Float64Array(steps.length);
  const ys = new Float64Array(steps.length);
  let kept = 0;
  let next = 0;
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] ?? 0;
    while (next < other.steps.length && (other.steps[next] ?? 0) <= step) next++;
    const x = next === 0 ? NaN : (other.values[next - 1] ?? NaN);
    if (!Number.isFinite(x)) continue;
    xs[kept] = x;
    ys[kept] = values[at] ?? NaN;
    kept++;
  }
  return [xs.subarray(0, kept), ys.subarray(0, kept)];
}

function inOrder(xs: Float64Array, ys: Float64Array): Line {
  if (isAscending(xs)) return { xs, ys };
  const places = Uint32Array.from(xs, (_, at) => at).sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0) || a - b);
  return {
    xs: Float64Array.from(places, (at) => xs[at] ?? 0),
    ys: Float64Array.from(places, (at) => ys[at] ?? 0),
  };
}

function isAscending(xs: Float64Array): boolean {
  for (let at = 1; at < xs.length; at++) if ((xs[at] ?? 0) < (xs[at - 1] ?? 0)) return false;
  return true;
}
