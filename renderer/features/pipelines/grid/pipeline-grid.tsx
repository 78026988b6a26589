import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taskState } from './state-choices.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useWidth } from '#renderer/parts/use-width.ts';
import { useKept } from '#renderer/parts/use-kept.ts';
import { GridBar } from './grid-bar.tsx';
import { GridInspector } from './grid-inspector.tsx';
import { GridTable } from './grid-table.tsx';
import { buildTaskRows, moveWindow, rowsInState, runsToRetry } from './grid-rows.ts';
import classes from './grid.module.css';
import { RetrySheet } from './retry-sheet.tsx';
import { runState, yesNo } from './state-choices.ts';
import { useGridData } from './use-grid-data.ts';

const columnPx = 22;
const labelPx = 172;
const lanePx = 300;

/** Runs beside each other, tasks below each other: how each task went in each run, the newest at the right. */
export function PipelineGrid({ name }: { name: string }) {
  const { t } = useTranslation();
  const [inState, setInState] = useKept('grid.runs', runState, 'all');
  const [tasksIn, setTasksIn] = useKept('grid.tasks', taskState, 'all');
  const [gantt, setGantt] = useKept('grid.gantt', yesNo, 'yes');
  const { pages, runs, columns, medians, medianMs, tasks } = useGridData(
    name,
    inState === 'all' ? null : inState,
  );
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [first, setFirst] = useState(0);
  const [focus, setFocus] = useState<{ row: string | null; run: string | null }>({ row: null, run: null });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<Opened | null>(null);
  const [asksRetry, setAsksRetry] = useState(false);
  const [boxRef, width] = useWidth<HTMLDivElement>();
  const allRows = useMemo(() => buildTaskRows(tasks, runs, folded), [tasks, runs, folded]);
  const showsLane = gantt === 'yes' && width > labelPx + lanePx + 6 * columnPx;
  const room = width - labelPx - (showsLane ? lanePx : 0) - 16;
  const view = moveWindow({ first, count: Math.max(1, Math.floor(room / columnPx)) }, columns.length, null);
  const shown = columns.slice(view.first, view.first + view.count);
  const rows = rowsInState(allRows, shown, tasksIn === 'all' ? null : tasksIn);
  const failed = runsToRetry(columns, selected);
  if (pages.data === undefined) return <NotRead pages={pages} />;
  if (columns.length === 0 && inState === 'all')
    return <EmptyState title={t('pipelineRuns.grid.empty')} lines={[]} />;

  /** The runs that are in view follow the one that has the focus; near the oldest, older ones are read. */
  function show(index: number): void {
    setFirst(moveWindow(view, columns.length, index).first);
    if (index >= columns.length - 5 && pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
  }
  return (
    <div className={classes.page}>
      <GridBar
        runsIn={[inState, setInState]}
        tasksIn={[tasksIn, setTasksIn]}
        gantt={{ on: gantt === 'yes', set: (on) => setGantt(on ? 'yes' : 'no') }}
        range={{ from: view.first + 1, to: view.first + shown.length }}
        onOlder={
          view.first + view.count < columns.length || pages.hasNextPage
            ? () => show(Math.min(columns.length - 1, view.first + 2 * view.count - 1))
            : null
        }
        onNewer={view.first > 0 ? () => show(Math.max(0, view.first - view.count)) : null}
        failedCount={failed.length}
        onRetry={() => setAsksRetry(true)}
      />
      <div className={classes.body}>
        <div ref={boxRef} className={classes.main}>
          {columns.length === 0 ? (
            <p className={classes.none}>{t('pipelineRuns.grid.noneMatch')}</p>
          ) : (
            <GridTable
              name={name}
              rows={rows}
              columns={shown}
              offset={view.first}
              total={columns.length}
              medians={medians}
              medianMs={medianMs}
              focus={focus}
              onFocus={(next, index) => {
                setFocus(next);
                if (index !== null) show(index);
                if (
                  opened !== null &&
                  next.run !== null &&
                  next.row !== null &&
                  !next.row.startsWith('group:')
                )
                  setOpened({ pipelineRunId: next.run, taskId: next.row });
              }}
              allColumns={columns}
              selected={selected}
              onSelect={(id) => setSelected((before) => toggled(before, id))}
              onFold={(group) => setFolded((before) => toggled(before, group))}
              onOpen={(pipelineRunId, taskId) => setOpened({ pipelineRunId, taskId })}
              lanePx={showsLane ? lanePx : null}
            />
          )}
        </div>
        {opened !== null && <OpenedCell opened={opened} onClose={() => setOpened(null)} />}
      </div>
      {asksRetry && (
        <RetrySheet
          runs={failed}
          onClose={() => setAsksRetry(false)}
          onDone={() => {
            setSelected(new Set());
            setAsksRetry(false);
          }}
        />
      )}
    </div>
  );
}

type Opened = { readonly pipelineRunId: string; readonly taskId: string };

function OpenedCell({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation();
  const { pipelineRunId, taskId } = opened;
  return (
    <GridInspector
      key={pipelineRunId}
      pipelineRunId={pipelineRunId}
      taskId={taskId}
      onClose={onClose}
      link={
        <Button
          size="compact-xs"
          renderRoot={(props) => (
            <Link
              to="/pipelines/runs/$pipelineRunId"
              params={{ pipelineRunId }}
              search={{ task: taskId }}
              {...props}
            />
          )}
        >
          {t('pipelineRuns.grid.openRun')}
        </Button>
      }
    />
  );
}

function NotRead({ pages }: { pages: ReturnType<typeof useGridData>['pages'] }) {
  const { t } = useTranslation();
  if (!pages.isError) return <StillBars />;
  return (
    <PageProblem
      title={t('pipelineRuns.grid.loadFailed')}
      error={pages.error}
      onRetry={() => void pages.refetch()}
    />
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
