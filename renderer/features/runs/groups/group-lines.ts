import type { Run } from '#contract/entities.ts';
import type { GridLine } from '#renderer/parts/grid/grid-types.ts';
import { groupId } from './group-row.ts';
import type { GroupItem, TableItem } from './group-row.ts';

/** What was read of one list: groups of the next key, or runs; undefined while it is read. */
export type GroupContent =
  | { readonly groups: readonly GroupItem[]; readonly total: number }
  | { readonly runs: readonly Run[]; readonly isMore: boolean }
  | undefined;

type GroupTree = {
  readonly root: GroupContent;
  /** By the id of a group, what is inside; groups that are closed are not in it. */
  readonly inside: ReadonlyMap<string, GroupContent>;
};

/** The lines of a table in groups: each group, and under the open ones the groups or the runs inside. */
export function buildGroupLines({ root, inside }: GroupTree): readonly GridLine<TableItem>[] {
  const lines: GridLine<TableItem>[] = [];
  function add(content: GroupContent, level: number, owner: string, count: number): void {
    if (content === undefined) {
      lines.push({ id: `unread:${owner}`, filler: 'unread', level, count });
      return;
    }
    if ('runs' in content) {
      for (const run of content.runs) lines.push({ id: run.runId, item: run, level, expanded: null });
      if (content.isMore)
        lines.push({ id: `more:${owner}`, filler: 'more', level, count: count - content.runs.length });
      return;
    }
    for (const group of content.groups) {
      const id = groupId(level, group.filter);
      const isOpen = inside.has(id);
      lines.push({ id, item: group, level, expanded: isOpen, tone: 'group' });
      if (isOpen) add(inside.get(id), level + 1, id, group.runs);
    }
    const left = content.total - content.groups.length;
    if (left > 0) lines.push({ id: `more:${owner}`, filler: 'more', level, count: left });
  }
  add(root, 1, 'root', 1);
  return lines;
}
