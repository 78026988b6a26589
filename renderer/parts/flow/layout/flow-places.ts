/** A task as a layout sees it. */
export type LaidTask = {
  readonly id: string;
  readonly needs: readonly string[];
  /** In pixels at 100 %. */
  readonly width: number;
  readonly group: string | null;
};

/** Left upper corner, in pixels at 100 %. */
export type Place = { readonly x: number; readonly y: number };
export type Places = ReadonlyMap<string, Place>;

export const cardHeight = 56;
/** Between columns, and between cards of a column: what flowed out of a task stands in the latter. */
export const gapX = 40;
export const gapY = 24;
/** What places are rounded to. */
export const gridStep = 8;

const narrowestCard = 152;
const widestCard = 280;
const letterWidth = 7.25;
const besideTitle = 54;

/** A card is as wide as its name, in steps, so that a letter more seldom moves what stands beside it. */
export function widthOfCard(title: string): number {
  const wanted = Math.ceil((title.length * letterWidth + besideTitle) / 16) * 16 + 8;
  return Math.min(widestCard, Math.max(narrowestCard, wanted));
}

export const snap = (value: number, step: number = gridStep): number => Math.round(value / step) * step;

/** Each task after those that it needs; what stands in a cycle keeps the order of the text. */
export function orderByNeeds<T extends Pick<LaidTask, 'id' | 'needs'>>(tasks: readonly T[]): readonly T[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const open = new Map(
    tasks.map(({ id, needs }) => [id, new Set(needs.filter((need) => byId.has(need) && need !== id)).size]),
  );
  const children = childrenOf(tasks);
  const ready = tasks.filter(({ id }) => open.get(id) === 0);
  const ordered: T[] = [];
  // Grows while it is walked.
  for (const task of ready) {
    ordered.push(task);
    for (const child of children.get(task.id) ?? []) {
      const left = (open.get(child) ?? 0) - 1;
      open.set(child, left);
      const next = byId.get(child);
      if (left === 0 && next !== undefined) ready.push(next);
    }
  }
  const done = new Set(ordered.map(({ id }) => id));
  return [...ordered, ...tasks.filter(({ id }) => !done.has(id))];
}

/** By task, those that need it, each once. */
export function childrenOf(
  tasks: readonly Pick<LaidTask, 'id' | 'needs'>[],
): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>(tasks.map(({ id }) => [id, []]));
  for (const { id, needs } of tasks) {
    for (const need of new Set(needs)) if (need !== id) children.get(need)?.push(id);
  }
  return children;
}
