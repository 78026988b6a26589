import type { GridLine } from './grid-types.ts';

/** The lines of a list of which only a window is in memory: those before and after keep their place as unread ones. */
export type LineList<T> = {
  readonly count: number;
  readonly at: (index: number) => GridLine<T> | undefined;
  /** Where a line stands; 0 for none and for one that left the window. */
  readonly indexOf: (id: string | null) => number;
};

export function buildLineList<T>(lines: readonly GridLine<T>[], offset: number, after = 0): LineList<T> {
  const count = offset + lines.length + after;
  return {
    count,
    at: (index) =>
      index < offset || (index >= offset + lines.length && index < count)
        ? unreadLine(index)
        : lines[index - offset],
    indexOf: (id) => {
      if (id === null) return 0;
      if (id.startsWith(unreadPrefix)) return Number(id.slice(unreadPrefix.length));
      const found = lines.findIndex((line) => line.id === id);
      return found < 0 ? 0 : offset + found;
    },
  };
}

const unreadPrefix = 'unread-line:';

function unreadLine<T>(index: number): GridLine<T> {
  return { id: `${unreadPrefix}${String(index)}`, filler: 'unread', level: 1, count: 1 };
}
