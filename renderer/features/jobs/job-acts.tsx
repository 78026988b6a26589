import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { useJobActs } from './use-job-acts.ts';
import { useJobName } from './job-words.tsx';
import classes from './jobs.module.css';

type JobActsProps = { readonly job: Job; readonly onLeave?: () => void };

/** What can be done with a job: end it, try it again, look at what came of it. */
export function JobActs({ job, onLeave }: JobActsProps) {
  const { t } = useTranslation();
  const wordJob = useJobName();
  const acts = useJobActs();
  const again = acts.again(job);
  const name = wordJob(job);
  return (
    <>
      {job.canCancel && (
        <Button
          size="compact-xs"
          aria-label={t('jobs.actOf', { act: t('actions.cancel'), name })}
          onClick={() => void acts.cancel(job, name)}
        >
          {t('actions.cancel')}
        </Button>
      )}
      {again !== null && (
        <Button
          size="compact-xs"
          aria-label={t('jobs.actOf', { act: t('actions.retry'), name })}
          onClick={() => {
            if (again.leaves) onLeave?.();
            again.run();
          }}
        >
          {t('actions.retry')}
        </Button>
      )}
      <ResultLink job={job} name={name} onLeave={onLeave} />
    </>
  );
}

function ResultLink({ job, name, onLeave }: { job: Job; name: string; onLeave: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { jobId, kind, state } = job;
  const words = {
    className: classes.link,
    'aria-label': t('jobs.actOf', { act: t('jobs.open'), name }),
    children: t('jobs.open'),
    ...(onLeave !== undefined && { onClick: onLeave }),
  };
  switch (kind) {
    case 'pipeline_run':
      return (
        <Link
          to="/pipelines/runs/$pipelineRunId"
          params={{ pipelineRunId: jobId.slice(jobId.indexOf(':') + 1) }}
          {...words}
        />
      );
    case 'backfill':
      return <Link to="/pipelines" {...words} />;
    case 'import':
      return state === 'done' ? <Link to="/experiments" {...words} /> : null;
    case 'python_environment':
      return <Link to="/jobs" search={{ sheet: 'python' }} {...words} />;
    default:
      return null;
  }
}
