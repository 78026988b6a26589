import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { Elapsed } from './elapsed.tsx';
import classes from './pipelines.module.css';
import { pipelineRunQuery } from './queries.ts';
import { PipelineRunStateLabel } from './states.tsx';
import { TaskDetail } from './task-detail.tsx';
import { TaskGraph } from './task-graph.tsx';

const route = getRouteApi('/pipelines/runs/$pipelineRunId');

/** One run of a pipeline, live: its tasks, and of the chosen one attempts, outputs and log. */
export function PipelineRunPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { pipelineRunId } = route.useParams();
  const { task: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: run, error, isError, refetch } = useQuery(pipelineRunQuery(bridge.client, pipelineRunId));
  if (run === undefined) {
    if (isError)
      return (
        <PageProblem title={t('pipelines.runFailedToLoad')} error={error} onRetry={() => void refetch()} />
      );
    return <StillBars />;
  }
  const task = run.tasks.find(({ taskId }) => taskId === wanted) ?? tellingTask(run);
  return (
    <>
      <RunHead run={run} />
      {run.flags.recovered && (
        <p className={classes.notice}>
          <StateLabel shape="warning">{t('pipelines.recovered')}</StateLabel>
        </p>
      )}
      <TaskGraph
        run={run}
        chosen={task?.taskId ?? null}
        onChoose={(taskId) =>
          void navigate({ search: (search) => ({ ...search, task: taskId }), replace: true })
        }
      />
      <p className={classes.hidden} role="status">
        {task !== null &&
          t('pipelines.changedTo', { name: task.taskId, state: t(`taskStates.${task.state}`) })}
      </p>
      {task !== null && (
        <TaskDetail
          key={task.taskId}
          pipelineRunId={pipelineRunId}
          instances={run.tasks.filter(({ taskId }) => taskId === task.taskId)}
        />
      )}
    </>
  );
}

/** The task that a person would look at first: what runs, what failed, or the last that ran. */
function tellingTask(run: PipelineRun): TaskRun | null {
  const find = (state: TaskRun['state']): TaskRun | undefined =>
    run.tasks.find((task) => task.state === state);
  return (
    find('awaiting_input') ??
    find('running') ??
    find('failed') ??
    find('up_for_retry') ??
    run.tasks.findLast(({ attempts }) => attempts.length > 0) ??
    run.tasks[0] ??
    null
  );
}

function RunHead({ run }: { run: PipelineRun }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const locale = useLocale();
  const now = useNow();
  const act = useAct();
  const isActive = run.endedAt === null;
  const actor = wordActor(run.actor, t);
  const meta = (
    <span className={classes.meta}>
      <PipelineRunStateLabel state={run.state} />
      <span>
        <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
      </span>
      <span>{t('pipelines.startedBy', { at: formatSince(run.queuedAt, now, locale), actor })}</span>
    </span>
  );
  return (
    <PageHead title={run.pipeline} meta={meta}>
      {isActive && (
        <Button
          leftSection={<IconPlayerStop size={16} stroke={1.5} />}
          onClick={() =>
            void act({
              run: () => bridge.client.pipelines.cancel({ pipelineRunId: run.pipelineRunId }),
              done: t('pipelines.didStop', { name: run.pipeline }),
            })
          }
        >
          {t('pipelines.cancel')}
        </Button>
      )}
      {(run.state === 'failed' || run.state === 'canceled') && (
        <Button
          leftSection={<IconRefresh size={16} stroke={1.5} />}
          onClick={() =>
            void act({
              run: () => bridge.client.pipelines.clear({ pipelineRunId: run.pipelineRunId, scope: 'failed' }),
              done: t('pipelines.didRunFailed', { name: run.pipeline }),
            })
          }
        >
          {t('pipelines.runFailed')}
        </Button>
      )}
      <Button
        leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
        onClick={() => openSheet('run-pipeline', run.pipeline)}
      >
        {t('pipelines.again')}
      </Button>
    </PageHead>
  );
}
