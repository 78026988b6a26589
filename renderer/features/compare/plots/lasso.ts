export type Point = { readonly x: number; readonly y: number };

/** Whether a point is inside of a closed line: by how often a ray to the right crosses it. */
export function isInside(line: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (const [i, to] of line.entries()) {
    const from = line.at(i - 1) ?? to;
    if (from.y > y === to.y > y) continue;
    if (x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)) inside = !inside;
  }
  return inside;
}

/** The four corners of a box from one corner to the opposite one. */
export function boxLine(from: Point, to: Point): readonly Point[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}
