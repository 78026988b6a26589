import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRun } from '#contract/comparison.ts';
import { useApp, useStore } from '#renderer/app-context.ts';
import { RowCells } from './compare-cells.tsx';
import classes from './compare-table.module.css';
import type { ShownRuns } from './shown-runs.ts';
import { RunMark } from './run-mark.tsx';
import { RowHead } from './row-head.tsx';
import type { CompareRow } from './table-rows.ts';
import { useTableWindow } from './use-table-window.ts';

const rowHeights = { compact: 24, standard: 28, roomy: 36 } as const;
const headHeight = 28;
const narrowestColumn = 118;
const widestColumn = 240;

type CompareTableProps = {
  readonly label: string;
  readonly rows: readonly CompareRow[];
  readonly shown: ShownRuns;
};

/** Values of all runs, row by row. Only what is in view is drawn, both ways, so 500 runs scroll like five. */
export function CompareTable({ label, rows, shown }: CompareTableProps) {
  const { settings } = useApp();
  const rowHeight = rowHeights[useStore(settings).density];
  const scroller = useRef<HTMLDivElement>(null);
  const firstWidth = useMemo(() => firstColumnWidth(rows), [rows]);
  const { runs } = shown;
  const frame = useTableWindow(scroller, {
    rows: rows.length,
    rowHeight,
    columns: runs.length,
    columnWidth: (width) =>
      Math.max(
        narrowestColumn,
        Math.min(widestColumn, Math.floor((width - firstWidth) / Math.max(1, runs.length))),
      ),
  });
  const { columnWidth, firstColumn, lastColumn, firstRow, lastRow } = frame;
  const total = firstWidth + columnWidth * runs.length;
  const inView = runs.slice(firstColumn, lastColumn);
  const before = (
    <span className={classes.gap} style={{ width: firstColumn * columnWidth }} role="presentation" />
  );
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={runs.length + 1}
      tabIndex={0}
    >
      <div
        role="rowgroup"
        className={classes.head}
        style={{ width: total, minWidth: '100%', height: headHeight }}
      >
        <div role="row" className={classes.headRow} aria-rowindex={1}>
          <HeadCorner width={firstWidth} />
          {before}
          {inView.map((run, index) => (
            <HeadCell
              key={run.runId}
              run={run}
              column={firstColumn + index}
              width={columnWidth}
              shown={shown}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ width: total, minWidth: '100%', height: rows.length * rowHeight }}>
        <div role="presentation" style={{ height: firstRow * rowHeight }} />
        {rows.slice(firstRow, lastRow).map((row, index) => (
          <div
            key={keyOf(row)}
            role="row"
            className={row.kind === 'group' ? classes.group : classes.row}
            aria-rowindex={firstRow + index + 2}
            style={{ height: rowHeight }}
          >
            <RowHead row={row} width={firstWidth} shown={shown} span={runs.length + 1} />
            {row.kind !== 'group' && (
              <>
                {before}
                <RowCells row={row} from={firstColumn} runs={inView} width={columnWidth} shown={shown} />
              </>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function HeadCorner({ width }: { width: number }) {
  const { t } = useTranslation();
  return (
    <span role="columnheader" aria-colindex={1} className={classes.corner} style={{ width }}>
      <VisuallyHidden>{t('compare.key')}</VisuallyHidden>
    </span>
  );
}

type HeadCellProps = {
  readonly run: ComparedRun;
  readonly column: number;
  readonly width: number;
  readonly shown: ShownRuns;
};

function HeadCell({ run, column, width, shown }: HeadCellProps) {
  return (
    <span role="columnheader" aria-colindex={column + 2} className={classes.headCell} style={{ width }}>
      <RunMark runStyle={shown.styleOf(run.runId)} line />
      <Link
        to="/experiments/$experimentId/runs/$runId"
        params={{ experimentId: run.experimentId, runId: run.runId }}
        className={classes.runLink}
        title={run.name}
      >
        {run.name}
      </Link>
    </span>
  );
}

function keyOf(row: CompareRow): string {
  if (row.kind === 'group') return `group ${row.group}`;
  return row.kind === 'metric' ? `metric ${row.metric.key}` : `${row.text.kind} ${row.text.key}`;
}

/** Wide enough for the longest key: keys are what a reader looks for. */
function firstColumnWidth(rows: readonly CompareRow[]): number {
  const longest = rows.reduce((most, row) => {
    if (row.kind === 'group') return most;
    return Math.max(most, (row.kind === 'metric' ? row.metric.key : row.text.key).length);
  }, 0);
  return Math.max(150, Math.min(320, 48 + longest * 7.25));
}
