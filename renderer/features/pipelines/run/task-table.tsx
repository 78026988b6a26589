import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { wordTaskKind } from '#renderer/parts/task-kinds.ts';
import { formatDuration, formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { TaskChoice } from '../gantt/task-choice.ts';
import { rowIdOf } from '../gantt/gantt-rows.ts';
import { spanOf } from '../elapsed.tsx';
import { lookOf, taskShapes } from '../states.tsx';
import { countOver, type TaskGroup } from '../task-groups.ts';
import { useKept } from '#renderer/parts/use-kept.ts';
import { durationOf, orderTasks, taskOrders } from './task-rows.ts';

type TaskTableProps = {
  readonly run: PipelineRun;
  readonly chosen: TaskChoice | null;
  readonly onChoose: (choice: TaskChoice) => void;
  readonly onOpen: () => void;
};

type Line = { readonly task: TaskRun; readonly group: TaskGroup | null };

const orders = ['', ...taskOrders.flatMap((key) => [`${key} ASC`, `${key} DESC`])];

/** The tasks of a run as a table that can be sorted; maps fold. */
export function TaskTable({ run, chosen, onChoose, onOpen }: TaskTableProps) {
  const { t } = useTranslation();
  const [order, setOrder] = useKept('run.order', orders, '');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const now = useTicking(1000, run.endedAt === null);
  const lines = useMemo(() => buildLines(run.tasks, order, opened, now), [run.tasks, order, opened, now]);
  const columns = useColumns(now);
  const toggle = (id: string): void =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const choose = (id: string): void => {
    const line = lines.find((one) => one.id === id);
    if (line !== undefined) onChoose(line.item.task);
  };
  return (
    <DataGrid<Line>
      label={t('pipelineRuns.table.label', { name: run.pipeline })}
      lines={lines}
      columns={columns}
      total={lines.length}
      tree
      order={order}
      onOrder={(next) => setOrder(next ?? '')}
      shownId={
        chosen === null
          ? undefined
          : (lines.find(({ id }) => id === rowIdOf(chosen.taskId, chosen.mapIndex))?.id ?? chosen.taskId)
      }
      handlers={{
        onOpen: (id) => {
          choose(id);
          onOpen();
        },
        onInspect: choose,
        onToggleExpand: toggle,
      }}
    />
  );
}

function buildLines(
  tasks: readonly TaskRun[],
  order: string,
  opened: ReadonlySet<string>,
  now: number,
): GridRow<Line>[] {
  return orderTasks(tasks, order, now).flatMap((group) => {
    const { task, instances } = group;
    const isMap = instances.length > 1;
    const isOpen = isMap && opened.has(task.taskId);
    const own: GridRow<Line> = {
      id: task.taskId,
      item: { task, group: isMap ? group : null },
      level: 1,
      expanded: isMap ? isOpen : null,
    };
    if (!isOpen) return [own];
    return [
      own,
      ...instances.map((one): GridRow<Line> => ({
        id: rowIdOf(one.taskId, one.mapIndex),
        item: { task: one, group: null },
        level: 2,
        expanded: null,
      })),
    ];
  });
}

function useColumns(now: number): readonly GridColumn<Line>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const column = (
      id: string,
      head: string,
      width: string,
      cell: GridColumn<Line>['cell'],
      rest: Partial<GridColumn<Line>> = {},
    ): GridColumn<Line> => ({ id, head, label: head, width, cell, ...rest });
    const clock = dateFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    return [
      column('name', t('pipelineRuns.task'), 'minmax(140px, 2fr)', (row) => nameOf(row), {
        orderKey: 'name',
        mono: true,
        title: ({ item }) => item.task.taskId,
      }),
      column('state', t('pipelines.state'), 'minmax(110px, 1fr)', ({ item: { task, group } }) => (
        <StateLabel shape={taskShapes[lookOf(task)]}>
          {t(`taskStates.${lookOf(task)}`)}
          {group !== null && (
            <span className="g3">
              {t('pipelines.instancesOver', {
                over: countOver(group.instances),
                count: group.instances.length,
              })}
            </span>
          )}
        </StateLabel>
      ), { orderKey: 'state' }), // prettier-ignore
      column('type', t('pipelines.type'), 'minmax(90px, 1fr)', ({ item }) => (
        <span className="g3 ell">{wordTaskKind(item.task.type, t)}</span>
      )),
      column(
        'tries',
        t('pipelineRuns.table.tries'),
        '64px',
        ({ item: { task } }) =>
          task.attempts.length === 0 || task.part !== 'run' ? '–' : task.attempts.length,
        { orderKey: 'tries', firstDirection: 'DESC', align: 'right' },
      ),
      column(
        'started',
        t('pipelineRuns.table.started'),
        '92px',
        ({ item: { task } }) => {
          const at = spanOf(task).startedAt;
          return at === null ? '–' : <span title={formatMoment(at)}>{clock.format(at)}</span>;
        },
        { orderKey: 'started', align: 'right' },
      ),
      column(
        'duration',
        t('pipelines.duration'),
        '92px',
        ({ item: { task } }) => {
          const ms = durationOf(task, now);
          return ms < 0 ? '–' : formatDuration(ms, locale);
        },
        { orderKey: 'duration', firstDirection: 'DESC', align: 'right' },
      ),
    ];
  }, [t, locale, now]);
}

function nameOf({ item: { task }, level }: GridRow<Line>): React.ReactNode {
  return (
    <span className="ell" style={{ paddingLeft: level === 2 ? 18 : 0 }} translate="no">
      {level === 2 ? (task.label ?? task.mapIndex) : task.taskId}
    </span>
  );
}
