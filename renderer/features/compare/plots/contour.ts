/** A run as a point of a unit square, with what the contour is of. */
export type Sample = { readonly x: number; readonly y: number; readonly z: number };

/** Heights between runs on a grid of `size` cells a side, row by row from the bottom; null far from any run. */
export type Field = { readonly size: number; readonly cells: readonly (number | null)[] };

const size = 96;
/** Farther from all runs than this share of the picture nothing is known. */
const reach = 0.22;

/**
 * Heights between samples by inverse distances: near a run its own, between runs their mean by nearness.
 * Source: D. Shepard, A two-dimensional interpolation function for irregularly-spaced data, 1968.
 */
export function fillField(samples: readonly Sample[]): Field {
  const cells = Array.from({ length: size * size }, (_, i): number | null => {
    const [x, y] = [((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size];
    let [weights, sum, nearest] = [0, 0, Infinity];
    for (const sample of samples) {
      const far = (sample.x - x) ** 2 + (sample.y - y) ** 2;
      nearest = Math.min(nearest, far);
      const weight = 1 / (far + 1e-5) ** 1.5;
      weights += weight;
      sum += weight * sample.z;
    }
    return nearest > reach ** 2 ? null : sum / weights;
  });
  return { size, cells };
}

export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** Lines of equal height through a field, in shares of the square: by marching squares, each cell for itself. */
export function traceLines({ size: side, cells }: Field, level: number): readonly Segment[] {
  const lines: Segment[] = [];
  const center = (i: number): number => (i + 0.5) / side;
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const at = row * side + column;
      const corners = [cells[at], cells[at + 1], cells[at + side + 1], cells[at + side]];
      if (corners.some((corner) => corner == null)) continue;
      const points = crossings(corners as number[], level).map(
        ([x, y]) => [center(column) + x / side, center(row) + y / side] as const,
      );
      for (let i = 0; i + 1 < points.length; i += 2) {
        const [from, to] = [points[i], points[i + 1]];
        if (from !== undefined && to !== undefined) lines.push([from[0], from[1], to[0], to[1]]);
      }
    }
  }
  return lines;
}

const edges = [
  [0, 0, 1, 0],
  [1, 0, 1, 1],
  [1, 1, 0, 1],
  [0, 1, 0, 0],
] as const;

/** Where the level crosses the edges of a unit cell: none, two or four places. */
function crossings(corners: readonly number[], level: number): (readonly [x: number, y: number])[] {
  return edges.flatMap(([x1, y1, x2, y2], i) => {
    const [a, b] = [corners[i] ?? 0, corners[(i + 1) % 4] ?? 0];
    if (a < level === b < level) return [];
    const share = (level - a) / (b - a);
    return [[x1 + share * (x2 - x1), y1 + share * (y2 - y1)] as const];
  });
}
