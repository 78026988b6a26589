import { Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { Gantt } from '../gantt/gantt.tsx';
import { TaskInspector } from '../inspector/task-inspector.tsx';
import { useTaskActs } from '../inspector/use-task-acts.ts';
import { LogPane } from '../log/log-pane.tsx';
import type { LogKeys } from '../log/log-pane.tsx';
import { groupInstances } from '../task-groups.ts';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useKeptNumber } from '#renderer/parts/use-kept.ts';
import { useMedians } from '../use-medians.ts';
import { RowSplit, splitBounds } from './row-split.tsx';
import { RunDialogSheet } from './run-dialog.tsx';
import type { RunDialog } from './run-dialog.tsx';
import { RunHead } from './run-head.tsx';
import classes from './run.module.css';
import { TaskTable } from './task-table.tsx';
import { useRunActs } from './use-run-acts.ts';
import { useRunKeys } from './use-run-keys.ts';
import { useRunSelection } from './use-run-selection.ts';
import type { RunSelection } from './use-run-selection.ts';

const RunGraph = lazyPart(() => import('../graph/run-graph.tsx'), 'RunGraph');
const RunDefinition = lazyPart(() => import('./run-definition.tsx'), 'RunDefinition');

/** A graph of so few tasks leaves room for their times below it. */
const mostStripTasks = 8;

/** One run: its tasks in the view that is chosen, the log below, and the details of the chosen task beside. */
export function RunBody({ run }: { run: PipelineRun }) {
  const { t } = useTranslation();
  const selection = useRunSelection(run);
  const [dialog, setDialog] = useState<RunDialog | null>(null);
  const [logPercent, setLogPercent] = useKeptNumber('run.split', splitBounds, 42);
  const log = useRef<LogKeys | null>(null);
  const { task, attempt, instances } = selection;
  const acts = useRunActs(run, setDialog);
  const taskActs = useTaskActs(run, task, {
    onClear: (taskId) => setDialog({ kind: 'clear', taskId }),
    onMark: (taskId) => setDialog({ kind: 'mark', taskId }),
  });
  useRunKeys({ pipeline: run.pipeline, acts, taskActs, selection, log });
  const onReady = useCallback((keys: LogKeys) => {
    log.current = keys;
  }, []);
  const choice = task === null || attempt === null ? null : { ...choiceOf(selection), try: attempt.try };
  return (
    <>
      <RunHead run={run} selection={selection} acts={acts} />
      {selection.view === 'definition' ? (
        <Suspense fallback={<StillBars />}>
          <RunDefinition run={run} selection={selection} />
        </Suspense>
      ) : (
        <div className={classes.body}>
          <div className={classes.main}>
            <RowSplit
              label={t('pipelineRuns.divider')}
              percent={logPercent}
              onPercent={setLogPercent}
              top={<RunView run={run} selection={selection} onOpen={() => log.current?.focusLog()} />}
              bottom={<LogPane run={run} tasks={run.tasks} chosen={choice} onReady={onReady} />}
            />
          </div>
          {task !== null && (
            <TaskInspector
              run={run}
              task={task}
              instances={instances}
              attempt={attempt}
              acts={taskActs}
              onTry={selection.chooseTry}
              onInstance={(mapIndex) => selection.choose({ taskId: task.taskId, mapIndex })}
            />
          )}
        </div>
      )}
      {dialog !== null && <RunDialogSheet run={run} dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

function choiceOf({ task }: RunSelection): { taskId: string; mapIndex: number } {
  return { taskId: task?.taskId ?? '', mapIndex: task?.mapIndex ?? -1 };
}

type RunViewProps = {
  readonly run: PipelineRun;
  readonly selection: RunSelection;
  readonly onOpen: () => void;
};

function RunView({ run, selection, onOpen }: RunViewProps) {
  const { t } = useTranslation();
  const { view, task, choose } = selection;
  const chosen = task === null ? null : choiceOf(selection);
  const medians = useMedians(run);
  const isFew = groupInstances(run.tasks).length <= mostStripTasks;
  const gantt = (isStrip: boolean) => (
    <Gantt
      label={t('pipelineRuns.gantt.label', { name: run.pipeline })}
      tasks={run.tasks}
      startedAt={run.startedAt}
      queuedAt={run.queuedAt}
      isLive={run.endedAt === null}
      medians={medians}
      chosen={chosen}
      onChoose={choose}
      isStrip={isStrip}
    />
  );
  if (view === 'table') return <TaskTable run={run} chosen={chosen} onChoose={choose} onOpen={onOpen} />;
  if (view === 'gantt') return gantt(false);
  return (
    <div className={classes.graphs}>
      <div className={classes.graph}>
        <Suspense fallback={<StillBars />}>
          <RunGraph
            run={run}
            chosen={task?.taskId ?? null}
            onChoose={(taskId) => choose({ taskId })}
            onHold={selection.hold}
            onOpen={onOpen}
          />
        </Suspense>
      </div>
      {isFew && <div className={classes.strip}>{gantt(true)}</div>}
    </div>
  );
}
