import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import { Elapsed, taskShapes, wordWaits } from '#renderer/features/pipelines/index.ts';
import { StateLabel, StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { wordStale } from '../canvas/word-task.ts';
import { useEditor } from '../session/editor-context.ts';
import classes from './run.module.css';

/** How a task stands, and why what it made last no longer holds. */
export function StandingNote({ taskId }: { taskId: string }) {
  const { t } = useTranslation();
  const { standing, onRun } = useEditor();
  const own = standing.get(taskId);
  if (own === undefined || own.pipelineRunId === null) return null;
  return (
    <div className={classes.note}>
      <StandingLine standing={own} pipelineRunId={own.pipelineRunId} />
      {own.stale.length > 0 && (
        <p className={classes.stale} role="status">
          <StatusGlyph shape="warning" size={12} />
          <span>
            {wordStale(own.stale, t)}{' '}
            <Button
              size="compact-xs"
              variant="subtle"
              className={classes.again ?? ''}
              onClick={() => onRun('upTo', [taskId])}
            >
              {t('pipelineCanvas.actions.run.upTo')}
            </Button>
          </span>
        </p>
      )}
    </div>
  );
}

type StandingLineProps = { readonly standing: TaskStanding; readonly pipelineRunId: string };

function StandingLine({ standing, pipelineRunId }: StandingLineProps) {
  const { t } = useTranslation();
  const { taskId, state, try: n, maxTries, startedAt, endedAt, waitsFor } = standing;
  return (
    <p className={classes.standing}>
      <StateLabel shape={taskShapes[state]}>{t(`taskStates.${state}`)}</StateLabel>
      <Elapsed startedAt={startedAt} endedAt={endedAt} />
      {n > 1 && maxTries !== null && <span>{t('pipelineEditor.runs.tryOf', { n, of: maxTries })}</span>}
      {waitsFor !== null && endedAt === null && (
        <span>{t('pipelineEditor.runs.waits', { reason: wordWaits(waitsFor, t) })}</span>
      )}
      <span className="grow" />
      <Link
        className={classes.link}
        to="/pipelines/runs/$pipelineRunId"
        params={{ pipelineRunId }}
        search={{ task: taskId }}
      >
        {t('pipelines.openRun')}
      </Link>
    </p>
  );
}
