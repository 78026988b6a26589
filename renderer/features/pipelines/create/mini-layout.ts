type Task = { readonly id: string; readonly needs: readonly string[] };

export type MiniGraph = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  readonly paths: readonly string[];
};

/** Of a node, in px. */
export const [nodeWidth, nodeHeight] = [34, 14] as const;
/** A way that is longer is no picture any more. */
const mostLevels = 200;
const [gapX, gapY, radius] = [16, 8, 4] as const;

/** Places tasks in columns, each after the last that it needs, with stepped edges: a picture, not a plan. */
export function layOutMini(tasks: readonly Task[]): MiniGraph {
  const levels = findLevels(tasks);
  const depth = Math.max(0, ...levels.values());
  const columns = Array.from({ length: depth + 1 }, (): string[] => []);
  for (const { id } of tasks) columns[levels.get(id) ?? 0]?.push(id);
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const height = rows * (nodeHeight + gapY) - gapY;
  const nodes = columns.flatMap((column, level) => {
    const top = (height - (column.length * (nodeHeight + gapY) - gapY)) / 2;
    return column.map((id, row) => ({
      id,
      x: level * (nodeWidth + gapX),
      y: top + row * (nodeHeight + gapY),
    }));
  });
  const places = new Map(nodes.map((node) => [node.id, node]));
  const paths = tasks.flatMap(({ id, needs }) =>
    needs.flatMap((need) => {
      const [from, to] = [places.get(need), places.get(id)];
      return from === undefined || to === undefined ? [] : [stepPath(from, to)];
    }),
  );
  return { width: Math.max(nodeWidth, columns.length * (nodeWidth + gapX) - gapX), height, nodes, paths };
}

/** Rounds until nothing moves; a file with a cycle, where that never comes, is drawn as it is after some. */
function findLevels(tasks: readonly Task[]): ReadonlyMap<string, number> {
  const levels = new Map(tasks.map(({ id }) => [id, 0]));
  let isSettled = false;
  for (let round = 0; !isSettled && round < Math.min(mostLevels, tasks.length); round += 1) {
    isSettled = true;
    for (const { id, needs } of tasks) {
      const level = needs.reduce((most, need) => Math.max(most, (levels.get(need) ?? -1) + 1), 0);
      if (level === levels.get(id)) continue;
      levels.set(id, level);
      isSettled = false;
    }
  }
  return levels;
}

type Place = { readonly x: number; readonly y: number };

function stepPath(from: Place, to: Place): string {
  const [x1, y1] = [from.x + nodeWidth, from.y + nodeHeight / 2];
  const [x2, y2] = [to.x, to.y + nodeHeight / 2];
  if (y1 === y2) return `M${String(x1)} ${String(y1)}H${String(x2)}`;
  const middle = x2 - gapX / 2;
  const down = y2 > y1 ? 1 : -1;
  const bend = Math.min(radius, Math.abs(y2 - y1) / 2);
  return [
    `M${String(x1)} ${String(y1)}H${String(middle - bend)}`,
    `Q${String(middle)} ${String(y1)} ${String(middle)} ${String(y1 + down * bend)}`,
    `V${String(y2 - down * bend)}`,
    `Q${String(middle)} ${String(y2)} ${String(middle + bend)} ${String(y2)}H${String(x2)}`,
  ].join('');
}
