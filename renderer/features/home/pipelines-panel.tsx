import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, PipelineSummary, TaskRun } from '#contract/pipelines.ts';
import { Panel, PanelLink } from '#renderer/parts/panel.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import {
  Elapsed,
  PipelineRunStateLabel,
  groupInstances,
  lookOf,
  spanOf,
  taskShapes,
} from '../pipelines/index.ts';
import classes from './home.module.css';
import type { StoryFacts } from './story.ts';

/** The last run of each pipeline of the model, task by task as it happens. */
export function PipelinesPanel({ facts }: { facts: StoryFacts }) {
  const { t } = useTranslation();
  const pipelines = [facts.project?.train, facts.project?.predict].filter((pipeline) => pipeline != null);
  return (
    <Panel
      title={t('home.pipelines')}
      aside={<PanelLink to="/pipelines">{t('home.allPipelines')}</PanelLink>}
    >
      {pipelines.map((pipeline) => (
        <LastRun
          key={pipeline.name}
          pipeline={pipeline}
          run={facts.runs.find((run) => run.pipeline === pipeline.name) ?? null}
        />
      ))}
    </Panel>
  );
}

function LastRun({ pipeline, run }: { pipeline: PipelineSummary; run: PipelineRun | null }) {
  const { t } = useTranslation();
  return (
    <div className={classes.pipeline}>
      <p className={classes.pipelineHead}>
        {run === null ? (
          <span className={classes.strong}>{pipeline.name}</span>
        ) : (
          <Link
            to="/pipelines/runs/$pipelineRunId"
            params={{ pipelineRunId: run.pipelineRunId }}
            className={classes.link}
          >
            {pipeline.name}
          </Link>
        )}
        {run === null ? (
          <span className="g3">{t('home.notRun')}</span>
        ) : (
          <>
            <PipelineRunStateLabel state={run.state} />
            <span className={classes.pipelineTimes}>
              <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
              {', '}
              <RelativeTime at={run.queuedAt} />
            </span>
          </>
        )}
      </p>
      <ul className={classes.tasks} aria-label={t('home.tasksOf', { name: pipeline.name })}>
        {groupInstances(run?.tasks ?? pipeline.tasks.map(toUnrun)).map(({ task }) => (
          <TaskLine key={task.taskId} task={task} />
        ))}
      </ul>
    </div>
  );
}

function toUnrun({ id, type, needs }: PipelineSummary['tasks'][number]): TaskRun {
  const nothing = { waitsFor: null, nextAt: null, question: null, attempts: [], reusedFrom: null };
  return { taskId: id, mapIndex: -1, label: null, type, needs, state: 'none', part: 'run', ...nothing };
}

function TaskLine({ task }: { task: TaskRun }) {
  const { t } = useTranslation();
  const isDone = lookOf(task) === 'success';
  return (
    <li className={classes.task} data-shape={taskShapes[lookOf(task)]}>
      <StatusGlyph shape={taskShapes[lookOf(task)]} size={12} />
      <span className={classes.taskName}>{task.taskId}</span>
      <span className={isDone ? classes.hidden : classes.taskState}>{t(`taskStates.${lookOf(task)}`)}</span>
      {isDone && (
        <span className={classes.taskTime}>
          <Elapsed {...spanOf(task)} />
        </span>
      )}
    </li>
  );
}
