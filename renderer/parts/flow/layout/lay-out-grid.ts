import { cardHeight, gapX, gapY, orderByNeeds } from './flow-places.ts';
import type { LaidTask, Place, Places } from './flow-places.ts';

/** A column with more goes on in the next one: a wall of a thousand cards could not be read. */
const mostRows = 60;

/**
 * The plain layout of large pipelines: each task a column after the last that it needs, in the order of what it needs.
 * Takes time in proportion to tasks and edges.
 */
export function layOutGrid(tasks: readonly LaidTask[]): Places {
  const columns = findColumns(tasks);
  const places = new Map<string, Place>();
  let x = 0;
  for (const column of columns) {
    const sorted = byHeightOfNeeds(column, places);
    for (let start = 0; start < sorted.length; start += mostRows) {
      const part = sorted.slice(start, start + mostRows);
      part.forEach(({ id }, row) => places.set(id, { x, y: row * (cardHeight + gapY) }));
      x += Math.max(...part.map(({ width }) => width)) + gapX;
    }
  }
  return places;
}

function findColumns(tasks: readonly LaidTask[]): readonly (readonly LaidTask[])[] {
  const levels = new Map<string, number>();
  const columns: LaidTask[][] = [];
  for (const task of orderByNeeds(tasks)) {
    let level = 0;
    for (const need of task.needs) level = Math.max(level, (levels.get(need) ?? -1) + 1);
    levels.set(task.id, level);
    while (columns.length <= level) columns.push([]);
    columns[level]?.push(task);
  }
  return columns;
}

function byHeightOfNeeds(column: readonly LaidTask[], places: Places): readonly LaidTask[] {
  const heights = new Map(
    column.map(({ id, needs }) => {
      const above = needs.flatMap((need) => places.get(need)?.y ?? []);
      return [id, above.reduce((sum, y) => sum + y, 0) / Math.max(1, above.length)];
    }),
  );
  return column.toSorted((a, b) => (heights.get(a.id) ?? 0) - (heights.get(b.id) ?? 0));
}
