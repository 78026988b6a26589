import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { GridTableProps } from './grid-table-props.ts';

const pageRows = 10;

/** Arrows go from cell to cell, over the runs' heads too; Enter opens what has the focus, x selects its run. */
export function useCellKeys(
  table: GridTableProps,
  rowIndex: number,
): (event: KeyboardEvent<HTMLElement>) => void {
  const navigate = useNavigate();
  return (event) => {
    if (isElsewhere(event)) return;
    const { rows, allColumns, columns, focus, onFocus } = table;
    const at = allColumns.findIndex(({ pipelineRunId }) => pipelineRunId === focus.run);
    const run = at < 0 ? table.offset : at;
    const last = rows.length - 1;
    // The newest run stands at the right: to the left is further on in the list. Row -1 is the head.
    const moves: Readonly<Record<string, readonly [row: number, run: number]>> = {
      ArrowDown: [rowIndex + 1, run],
      ArrowUp: [rowIndex - 1, run],
      ArrowLeft: [rowIndex, run + 1],
      ArrowRight: [rowIndex, run - 1],
      PageDown: [rowIndex + pageRows, run],
      PageUp: [Math.max(0, rowIndex - pageRows), run],
      Home: [rowIndex, table.offset + columns.length - 1],
      End: [rowIndex, 0],
    };
    const move = moves[event.key];
    if (move !== undefined) {
      const index = Math.max(0, Math.min(allColumns.length - 1, at < 0 ? run : move[1]));
      const row = rows[Math.max(-1, Math.min(last, move[0]))]?.id ?? null;
      onFocus({ row, run: allColumns[index]?.pipelineRunId ?? null }, index);
    } else if (
      !act(event.key, table, rowIndex, (pipelineRunId) => {
        void navigate({ to: '/pipelines/runs/$pipelineRunId', params: { pipelineRunId }, search: {} });
      })
    )
      return;
    event.preventDefault();
  };
}

function isElsewhere(event: KeyboardEvent): boolean {
  return event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget;
}

function act(
  key: string,
  { rows, focus, onFold, onOpen, onSelect }: GridTableProps,
  rowIndex: number,
  goToRun: (pipelineRunId: string) => void,
): boolean {
  if (focus.run === null) return false;
  if (key === 'x') onSelect(focus.run);
  else if (key === 'Enter' || key === ' ') {
    const row = rows[rowIndex];
    if (row === undefined) goToRun(focus.run);
    else if (row.isOpen !== null) onFold(row.label);
    else onOpen(focus.run, row.id);
  } else return false;
  return true;
}
