import type { Run } from '#contract/entities.ts';
import type { RunGroup } from '#contract/run-table.ts';

/** A line of the table that stands for the runs which have one value of a key. */
export type GroupItem = {
  /** `params.C`, `status`, `dataset`. */
  readonly by: string;
  readonly value: string | null;
  readonly label: string | null;
  readonly runs: number;
  /** A search that finds just these runs. */
  readonly filter: string;
  readonly metrics: RunGroup['metrics'];
};

/** What a line of the table is about. */
export type TableItem = Run | GroupItem;

export function isGroup(item: TableItem): item is GroupItem {
  return 'by' in item;
}

const prefix = 'group:';

/** A group is known by its search and its level: the same runs may stand in one of each level. */
export function groupId(level: number, filter: string): string {
  return `${prefix}${String(level)}:${filter}`;
}

/** What an id was made of; null for one of a run. */
export function readGroupId(id: string): { readonly level: number; readonly filter: string } | null {
  const [, level, filter] = /^group:(\d+):(.*)$/s.exec(id) ?? [];
  return level === undefined || filter === undefined ? null : { level: Number(level), filter };
}

export function isGroupId(id: string): boolean {
  return id.startsWith(prefix);
}

export function toGroupItem(by: string, { values, runs, filter, metrics }: RunGroup): GroupItem {
  const { value = null, label = null } = values[0] ?? {};
  return { by, value, label, runs, filter, metrics };
}
