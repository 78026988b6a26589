import type { KeyboardEvent } from 'react';
import type { GanttRow } from './gantt-rows.ts';
import type { TaskChoice } from './task-choice.ts';
import type { GanttRange } from './use-gantt-range.ts';

type GanttKeys = {
  readonly rows: readonly GanttRow[];
  readonly at: number;
  readonly range: GanttRange;
  readonly onChoose: (choice: TaskChoice) => void;
  readonly onToggle: (taskId: string) => void;
};

const pageRows = 10;

/** Up and down walk through the tasks; right and left open maps and go along the time; plus, minus and 0 zoom. */
export function useGanttKeys(gantt: GanttKeys): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    if (walk(event.key, gantt) || fold(event.key, gantt) || look(event.key, gantt)) event.preventDefault();
  };
}

function walk(key: string, { rows, at, onChoose }: GanttKeys): boolean {
  const target = {
    ArrowDown: at + 1,
    j: at + 1,
    ArrowUp: at - 1,
    k: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: rows.length - 1,
  }[key];
  if (target === undefined) return false;
  const row = rows[Math.min(rows.length - 1, Math.max(0, target))];
  if (row !== undefined) onChoose(row);
  return true;
}

function fold(key: string, { rows, at, onToggle }: GanttKeys): boolean {
  const row = rows[at];
  if (row?.expanded == null) return false;
  const wanted = { ArrowRight: true, ArrowLeft: false, Enter: !row.expanded, ' ': !row.expanded }[key];
  if (wanted === undefined || wanted === row.expanded) return false;
  onToggle(row.taskId);
  return true;
}

function look(key: string, { range }: GanttKeys): boolean {
  const act = {
    ArrowRight: () => range.move(0.2),
    ArrowLeft: () => range.move(-0.2),
    '+': () => range.zoom(1.5),
    '=': () => range.zoom(1.5),
    '-': () => range.zoom(1 / 1.5),
    0: range.reset,
  }[key];
  act?.();
  return act !== undefined;
}
