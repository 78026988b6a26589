import type { TaskRun } from '#contract/pipelines.ts';

export type Placed = { readonly id: string; readonly x: number; readonly y: number };
export type Edge = { readonly from: string; readonly to: string; readonly path: string };
export type GraphLayout = {
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  readonly nodes: readonly Placed[];
  readonly edges: readonly Edge[];
};

export const nodeHeight = 56;
const gapX = 24;
const gapY = 20;
const margin = 16;
const corner = 7;
const characterWidth = 7.25;

type Linked = Pick<TaskRun, 'taskId' | 'needs'>;

/** Places tasks from left to right, each one column after the last that it needs; edges are stepped, never curves. */
export function layOutGraph(tasks: readonly Linked[]): GraphLayout {
  const levels = findLevels(tasks);
  const columns = groupByLevel(tasks, levels);
  const longest = Math.max(0, ...tasks.map(({ taskId }) => taskId.length));
  const nodeWidth = Math.max(152, Math.ceil(longest * characterWidth) + 26);
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const height = tallest * (nodeHeight + gapY) - gapY + 2 * margin;
  const nodes = columns.flatMap((column, level) => {
    const used = column.length * (nodeHeight + gapY) - gapY;
    return column.map((id, row) => ({
      id,
      x: margin + level * (nodeWidth + gapX),
      y: (height - used) / 2 + row * (nodeHeight + gapY),
    }));
  });
  const places = new Map(nodes.map((node) => [node.id, node]));
  const edges = tasks.flatMap(({ taskId, needs }) =>
    needs.flatMap((need) => {
      const [from, to] = [places.get(need), places.get(taskId)];
      return from === undefined || to === undefined
        ? []
        : [{ from: need, to: taskId, path: stepPath(from, to, nodeWidth) }];
    }),
  );
  const width = 2 * margin + columns.length * (nodeWidth + gapX) - gapX;
  return { width, height, nodeWidth, nodes, edges };
}

/** The longest way from a task without needs. A cycle, which no pipeline has, would end at the number of tasks. */
function findLevels(tasks: readonly Linked[]): ReadonlyMap<string, number> {
  const levels = new Map(tasks.map(({ taskId }) => [taskId, 0]));
  for (let round = 0; round < tasks.length; round += 1) {
    for (const { taskId, needs } of tasks) {
      const above = needs.map((need) => levels.get(need) ?? -1);
      levels.set(taskId, Math.max(0, ...above.map((level) => level + 1)));
    }
  }
  return levels;
}

function groupByLevel(tasks: readonly Linked[], levels: ReadonlyMap<string, number>): readonly string[][] {
  const columns: string[][] = [];
  for (const { taskId } of tasks) (columns[levels.get(taskId) ?? 0] ??= []).push(taskId);
  return Array.from(columns, (column) => column ?? []);
}

function stepPath(from: Placed, to: Placed, nodeWidth: number): string {
  const [x1, y1] = [from.x + nodeWidth, from.y + nodeHeight / 2];
  const [x2, y2] = [to.x, to.y + nodeHeight / 2];
  if (y1 === y2) return `M${String(x1)} ${String(y1)}H${String(x2)}`;
  const middle = x2 - gapX / 2;
  const down = y2 > y1 ? 1 : -1;
  const radius = Math.min(corner, Math.abs(y2 - y1) / 2);
  return [
    `M${String(x1)} ${String(y1)}H${String(middle - radius)}`,
    `Q${String(middle)} ${String(y1)} ${String(middle)} ${String(y1 + down * radius)}`,
    `V${String(y2 - down * radius)}`,
    `Q${String(middle)} ${String(y2)} ${String(middle + radius)} ${String(y2)}H${String(x2)}`,
  ].join('');
}
