import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { useJobName } from './job-words.tsx';
import classes from './jobs.module.css';

/** How far a job is: a bar and the count; a count alone where nobody knows the whole. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  const wordJob = useJobName();
  const { progress, endedAt } = job;
  if (progress === null) return null;
  const { done, total, unit } = progress;
  const words =
    total === null
      ? t(`jobs.done.${unit}`, { count: done })
      : t(`jobs.doneOf.${unit}`, { count: total, done });
  return (
    <span className={classes.progress}>
      {endedAt === null && total !== null && (
        <progress
          className={classes.bar}
          max={Math.max(total, 1)}
          value={done}
          aria-label={t('jobs.progressOf', { name: wordJob(job) })}
        />
      )}
      <span className="g3 sm">{words}</span>
    </span>
  );
}
