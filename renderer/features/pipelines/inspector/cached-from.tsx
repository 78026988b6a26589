import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import classes from './inspector.module.css';
import { useAttempt } from './use-attempt.ts';

type CachedFromProps = {
  readonly pipelineRunId: string;
  readonly task: TaskRun;
  readonly attempt: TaskAttempt | null;
};

/** The run whose outputs a try took over instead of working; nothing for a try that worked itself. */
export function CachedFrom(props: CachedFromProps) {
  return props.attempt?.isCached === true ? <TakenOver {...props} /> : null;
}

function TakenOver({ pipelineRunId, task, attempt }: CachedFromProps) {
  const { t } = useTranslation();
  const { data } = useAttempt(pipelineRunId, task, attempt);
  const from = data?.cachedFrom ?? null;
  return (
    <div className={classes.cached}>
      <StateLabel shape="reused">
        {t(task.part === 'reuse' ? 'taskStates.reused' : 'pipelineRuns.cachedFrom')}
      </StateLabel>
      {from !== null && (
        <Link
          to="/pipelines/runs/$pipelineRunId"
          params={{ pipelineRunId: from.pipelineRunId }}
          search={{ task: from.taskId }}
          className={classes.link}
        >
          {t('pipelineRuns.openCached', { run: from.pipelineRunId.slice(0, 8) })}
        </Link>
      )}
    </div>
  );
}
