import type { Layout } from './layered-layout.ts';

/** The box that an arrow key leads to: along a line to the left or right, the next of the column up or down; null for none. */
export function nextInDirection({ nodes, edges }: Layout, from: string, key: string): string | null {
  const here = nodes.find(({ id }) => id === from);
  if (here === undefined) return null;
  const near = (ids: ReadonlySet<string>): string | null => {
    const found = nodes.filter(({ id }) => ids.has(id));
    return found.toSorted((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0]?.id ?? null;
  };
  switch (key) {
    case 'ArrowLeft':
      return near(new Set(edges.filter(({ to }) => to === from).map((edge) => edge.from)));
    case 'ArrowRight':
      return near(new Set(edges.filter((edge) => edge.from === from).map(({ to }) => to)));
    case 'ArrowUp':
    case 'ArrowDown': {
      const column = nodes.filter(({ layer }) => layer === here.layer).toSorted((a, b) => a.y - b.y);
      return column[column.indexOf(here) + (key === 'ArrowDown' ? 1 : -1)]?.id ?? null;
    }
    default:
      return null;
  }
}
