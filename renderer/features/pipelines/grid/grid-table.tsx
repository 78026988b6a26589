import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useNow, useTicking } from '#renderer/parts/clock.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatDuration, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { GanttAxis, GanttLines } from '../gantt/gantt-axis.tsx';
import { GanttLane } from '../gantt/gantt-lane.tsx';
import { buildGanttRows, newestRound, wholeRange } from '../gantt/gantt-rows.ts';
import type { GanttRow } from '../gantt/gantt-rows.ts';
import type { TimeRange } from '../gantt/time-scale.ts';
import { pipelineRunQuery } from '../queries.ts';
import { lookOf, taskShapes } from '../states.tsx';
import { GridHead } from './grid-head.tsx';
import { cellOf } from './grid-rows.ts';
import type { GridCell, TaskRow } from './grid-rows.ts';
import classes from './grid.module.css';
import type { GridTableProps } from './grid-table-props.ts';
import type { GridColumn } from './use-grid-data.ts';
import { useCellKeys } from './use-cell-keys.ts';

const rowHeight = 26;
const headHeight = 96;
const tickMs = 1000;

/** The cells, the newest run at the right, and beside them the times of the run that is looked at, row by row. */
export function GridTable(props: GridTableProps) {
  const { rows, columns, focus, lanePx } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const domId = useId();
  const shown = columns.find(({ pipelineRunId }) => pipelineRunId === focus.run) ?? columns[0];
  const rowIndex = rows.findIndex(({ id }) => id === focus.row);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    scrollPaddingStart: headHeight,
  });
  useEffect(() => {
    if (rowIndex >= 0) virtualizer.scrollToIndex(rowIndex);
  }, [rowIndex, virtualizer]);
  const onKeyDown = useCellKeys(props, rowIndex);
  const lanes = useLanes(lanePx === null ? null : (shown?.pipelineRunId ?? null), props.medians);
  const ltr = columns.toReversed();
  const activeId =
    shown === undefined || focus.run === null
      ? undefined
      : `${domId}${shown.pipelineRunId} ${focus.row ?? ''}`;
  return (
    <div
      ref={box}
      className={classes.grid}
      role="grid"
      aria-label={t('pipelineRuns.grid.label', { name: props.name })}
      aria-rowcount={rows.length + 1}
      aria-colcount={props.total + 1}
      aria-activedescendant={activeId}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GridHead
        columns={ltr}
        shown={focus.run === null ? null : (shown?.pipelineRunId ?? null)}
        isHeadFocused={focus.row === null}
        domId={domId}
        medianMs={props.medianMs}
        selected={props.selected}
        onFocus={(run) => props.onFocus({ row: null, run }, null)}
        onSelect={props.onSelect}
      >
        {lanes !== null && lanePx !== null && (
          <div className={classes.laneHead} style={{ width: lanePx }}>
            <GanttAxis range={lanes.range} origin={lanes.origin} width={lanePx} />
          </div>
        )}
      </GridHead>
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={classes.row}
                style={{ top: start, height: rowHeight }}
                data-focus={row.id === focus.row || undefined}
              >
                <RowLabel row={row} onFold={props.onFold} />
                {ltr.map((column, i) => (
                  <Cell
                    key={column.pipelineRunId}
                    domId={`${domId}${column.pipelineRunId} ${row.id}`}
                    colIndex={props.total - props.offset - ltr.length + i + 2}
                    row={row}
                    column={column}
                    isFocused={row.id === focus.row && column === shown}
                    isShown={column === shown && focus.run !== null}
                    onFocus={() => {
                      props.onFocus({ row: row.id, run: column.pipelineRunId }, null);
                      if (row.isOpen === null) props.onOpen(column.pipelineRunId, row.id);
                    }}
                  />
                ))}
                {lanes !== null && lanePx !== null && (
                  <div role="gridcell" className={classes.lane} style={{ width: lanePx }}>
                    <GanttLines range={lanes.range} origin={lanes.origin} width={lanePx} />
                    <RowLane row={row} lanes={lanes} width={lanePx} medians={props.medians} />
                  </div>
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function RowLabel({ row, onFold }: { row: TaskRow; onFold: (group: string) => void }) {
  const Chevron = row.isOpen === true ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="rowheader"
      className={classes.label}
      data-level={row.level}
      title={row.label}
      translate="no"
      onClick={() => row.isOpen !== null && onFold(row.label)}
    >
      {row.isOpen !== null && <Chevron size={14} stroke={1.5} aria-hidden="true" />}
      <span className="ell">{row.label}</span>
    </div>
  );
}

type CellProps = {
  readonly domId: string;
  readonly colIndex: number;
  readonly row: TaskRow;
  readonly column: GridColumn;
  readonly isFocused: boolean;
  readonly isShown: boolean;
  readonly onFocus: () => void;
};

function Cell({ domId, colIndex, row, column, isFocused, isShown, onFocus }: CellProps) {
  const cell = cellOf(row, column.cells);
  const said = useCellWords()(row, column, cell);
  return (
    <div
      id={domId}
      role="gridcell"
      aria-colindex={colIndex}
      aria-label={said}
      aria-selected={isFocused}
      className={classes.cell}
      data-shown={isShown || undefined}
      title={said}
      onClick={onFocus}
    >
      {cell !== null && (
        <span className={classes.square} data-shape={taskShapes[lookOf(cell)]}>
          <StatusGlyph shape={taskShapes[lookOf(cell)]} size={12} />
        </span>
      )}
    </div>
  );
}

/** `monitor in the run of 06:00: Failed, 2.1 s, 2 tries` */
function useCellWords(): (row: TaskRow, column: GridColumn, cell: GridCell | null) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  return (row, column, cell) => {
    const at = formatSince(column.logicalAt, now, locale);
    if (cell === null) return t('pipelineRuns.grid.cellNone', { task: row.label, at });
    const { endedAt, tries } = cell;
    const startedAt = cell.part === 'run' ? cell.startedAt : null;
    const words = [
      t('pipelineRuns.grid.cell', { task: row.label, at, state: t(`taskStates.${lookOf(cell)}`) }),
      startedAt === null || endedAt === null ? null : formatDuration(endedAt - startedAt, locale),
      tries > 1 ? t('pipelineRuns.grid.tries', { count: tries }) : null,
    ];
    return words.filter((word) => word !== null).join(', ');
  };
}

type Lanes = {
  readonly rows: ReadonlyMap<string, GanttRow>;
  readonly range: TimeRange;
  readonly origin: number;
  readonly now: number;
};

/** The times of one run, for its tasks by their id. */
function useLanes(pipelineRunId: string | null, medians: ReadonlyMap<string, number>): Lanes | null {
  const { bridge } = useApp();
  const { data: run } = useQuery({
    ...pipelineRunQuery(bridge.client, pipelineRunId ?? ''),
    enabled: pipelineRunId !== null,
  });
  const now = useTicking(tickMs, run !== undefined && run.endedAt === null);
  return useMemo(() => {
    if (run === undefined || pipelineRunId === null) return null;
    const rows = buildGanttRows(run.tasks, new Set(), run.startedAt);
    const whole = wholeRange(rows, now, medians, run.startedAt);
    const { from, to } = newestRound(rows, whole, run.startedAt);
    return {
      rows: new Map(rows.map((row) => [row.taskId, row])),
      // Room for the words after the last bar.
      range: { from, to: to + (to - from) * 0.25 },
      origin: run.startedAt ?? run.queuedAt,
      now,
    };
  }, [run, pipelineRunId, now, medians]);
}

type RowLaneProps = {
  readonly row: TaskRow;
  readonly lanes: Lanes;
  readonly width: number;
  readonly medians: ReadonlyMap<string, number>;
};

function RowLane({ row, lanes, width, medians }: RowLaneProps) {
  const lane = lanes.rows.get(row.id);
  if (lane === undefined) return null;
  return (
    <GanttLane row={lane} range={lanes.range} width={width} now={lanes.now} median={medians.get(row.id)} />
  );
}
