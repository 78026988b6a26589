import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown, IconChevronRight, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRun } from '#contract/pipelines.ts';
import { useApp, useStore } from '#renderer/app-context.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useWidth } from '#renderer/parts/use-width.ts';
import { lookOf, taskShapes } from '../states.tsx';
import { GanttAxis, GanttLines } from './gantt-axis.tsx';
import { GanttLane, useSegmentWords } from './gantt-lane.tsx';
import { buildGanttRows, rowIdOf } from './gantt-rows.ts';
import type { GanttRow } from './gantt-rows.ts';
import classes from './gantt.module.css';
import type { TaskChoice } from './task-choice.ts';
import { percentAt } from './time-scale.ts';
import { useGanttKeys } from './use-gantt-keys.ts';
import { useGanttRange, useWheel } from './use-gantt-range.ts';
import type { GanttRange } from './use-gantt-range.ts';

const rowHeights = { compact: 26, standard: 30, roomy: 36 } as const;
const headHeight = 28;
const labelPx = 176;
const tickMs = 500;

type GanttProps = {
  readonly label: string;
  readonly tasks: readonly TaskRun[];
  readonly startedAt: number | null;
  readonly queuedAt: number;
  readonly isLive: boolean;
  readonly medians: ReadonlyMap<string, number>;
  readonly chosen: TaskChoice | null;
  readonly onChoose: (choice: TaskChoice) => void;
  /** As high as its rows; otherwise it fills its place and scrolls. */
  readonly isStrip?: boolean;
};

/** The tries of a run's tasks along the time; what goes on grows with it. */
export function Gantt(props: GanttProps) {
  const { tasks, startedAt, isLive, medians, chosen, onChoose, isStrip = false } = props;
  const rowHeight = rowHeights[useStore(useApp().settings).density];
  const now = useTicking(tickMs, isLive);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => buildGanttRows(tasks, opened, startedAt), [tasks, opened, startedAt]);
  const range = useGanttRange({ rows, now, medians, startedAt });
  const [laneRef, laneWidth] = useWidth<HTMLDivElement>();
  const box = useRef<HTMLDivElement>(null);
  const domId = useId();
  useWheel(box, labelPx, range);
  const chosenIndex = chosen === null ? -1 : indexOf(rows, chosen);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollPaddingStart: headHeight,
  });
  useEffect(() => {
    if (chosenIndex >= 0 && !isStrip) virtualizer.scrollToIndex(chosenIndex);
  }, [chosenIndex, virtualizer, isStrip]);
  const toggle = (taskId: string): void => setOpened((before) => toggled(before, taskId));
  const onKeyDown = useGanttKeys({ rows, at: chosenIndex, range, onChoose, onToggle: toggle });
  const origin = startedAt ?? props.queuedAt;
  const nowAt = percentAt(range.range, now);
  const axis = { range: range.range, origin, width: laneWidth };
  return (
    <div
      ref={box}
      className={classes.gantt}
      data-strip={isStrip || undefined}
      style={isStrip ? { height: headHeight + rows.length * rowHeight + 8 } : undefined}
      role="treegrid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={chosenIndex < 0 ? undefined : `${domId}${String(chosenIndex)}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GanttHead range={range}>
        <div className={classes.axis} ref={laneRef}>
          <GanttAxis {...axis} />
        </div>
      </GanttHead>
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        <div className={classes.lines} style={{ left: labelPx }} aria-hidden="true">
          <GanttLines {...axis} />
          {isLive && nowAt >= 0 && nowAt <= 100 && (
            <span className={classes.now} style={{ left: `${String(nowAt)}%` }} />
          )}
        </div>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <div
                key={key}
                id={`${domId}${String(index)}`}
                role="row"
                aria-rowindex={index + 2}
                aria-level={row.level}
                aria-selected={index === chosenIndex}
                aria-expanded={row.expanded ?? undefined}
                className={classes.row}
                style={{ top: start, height: rowHeight }}
                onClick={() => onChoose(row)}
              >
                <RowName row={row} onToggle={() => toggle(row.taskId)} />
                <LaneCell row={row} now={now}>
                  <GanttLane
                    row={row}
                    range={range.range}
                    width={laneWidth}
                    now={now}
                    median={row.level === 1 && row.expanded === null ? medians.get(row.taskId) : undefined}
                  />
                </LaneCell>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function indexOf(rows: readonly GanttRow[], { taskId, mapIndex }: TaskChoice): number {
  const wanted = rowIdOf(taskId, mapIndex);
  const own = rows.findIndex(({ id }) => id === wanted);
  return own >= 0 ? own : rows.findIndex(({ id }) => id === taskId);
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

function GanttHead({ range, children }: { range: GanttRange; children: ReactNode }) {
  const { t } = useTranslation();
  const acts = [
    [t('pipelineRuns.gantt.farther'), IconMinus, () => range.zoom(0.5)],
    [t('pipelineRuns.gantt.closer'), IconPlus, () => range.zoom(2)],
    [t('pipelineRuns.gantt.whole'), IconMaximize, range.reset],
  ] as const;
  return (
    <div role="rowgroup" className={classes.head} style={{ height: headHeight }}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        <div role="columnheader" className={classes.headName} style={{ width: labelPx }}>
          <span className="grow">{t('pipelineRuns.task')}</span>
          {acts.map(([label, Icon, act]) => (
            <Tooltip key={label} label={label}>
              <ActionIcon size={24} aria-label={label} onClick={act}>
                <Icon size={14} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          ))}
        </div>
        <div role="columnheader" className={classes.headTime} aria-label={t('pipelineRuns.gantt.time')}>
          {children}
        </div>
      </div>
    </div>
  );
}

function RowName({ row, onToggle }: { row: GanttRow; onToggle: () => void }) {
  const Chevron = row.expanded === true ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="rowheader"
      className={classes.name}
      style={{ width: labelPx, paddingLeft: row.level === 2 ? 34 : 16 }}
      title={row.label}
    >
      <StatusGlyph shape={taskShapes[lookOf(row.task)]} size={12} />
      <span className="ell" translate="no">
        {row.label}
      </span>
      {row.expanded !== null && (
        <Chevron
          className={classes.chevron}
          size={14}
          stroke={1.5}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        />
      )}
    </div>
  );
}

function LaneCell({ row, now, children }: { row: GanttRow; now: number; children: ReactNode }) {
  const { t } = useTranslation();
  const word = useSegmentWords();
  const said = [t(`taskStates.${lookOf(row.task)}`), ...row.segments.map((segment) => word(segment, now))];
  return (
    <div role="gridcell" className={classes.lane}>
      <VisuallyHidden>{said.join(', ')}</VisuallyHidden>
      <span className={classes.drawn} aria-hidden="true">
        {children}
      </span>
    </div>
  );
}
