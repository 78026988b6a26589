import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { formatDuration } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './jobs.module.css';

const shapes: Readonly<Record<Job['state'], GlyphShape>> = {
  waiting: 'queued',
  running: 'running',
  done: 'finished',
  failed: 'failed',
  canceled: 'stopped',
};

export function JobStateLabel({ job: { state } }: { job: Job }) {
  const { t } = useTranslation();
  return <StateLabel shape={shapes[state]}>{t(`jobs.states.${state}`)}</StateLabel>;
}

/** What a job is called, such as "Pipeline train". */
export function useJobName(): (job: Job) => string {
  const { t } = useTranslation();
  return ({ kind, subject }) => `${t(`jobs.kinds.${kind}`)} ${subject}`;
}

/** How long it took or has taken, and what is left where that is known. */
export function JobTimes({ job, now }: { job: Job; now: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { startedAt, endedAt, remainingMs } = job;
  const elapsed = formatDuration(Math.max(0, (endedAt ?? now) - startedAt), locale);
  if (remainingMs === null) return <>{elapsed}</>;
  return (
    <>
      {elapsed}, {t('jobs.left', { time: formatDuration(remainingMs, locale) })}
    </>
  );
}

/** What it does now; why it ended where it did not end well. */
export function JobTrouble({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { state, failure, reason, doing, kind } = job;
  if (state === 'failed' && (failure !== null || reason !== null)) {
    const words =
      failure === null ? reason : wordProblem(storedProblem({ ...failure, message: reason ?? '' }), t);
    return <p className={classes.trouble}>{words}</p>;
  }
  if (state === 'canceled' && reason !== null && reason !== '') return <p className="g3 sm">{reason}</p>;
  if (state !== 'running' || doing === null) return null;
  if (kind === 'import' || kind === 'push')
    return <p className="g3 sm">{t(`transfer.phases.${doing as 'looking'}`)}</p>;
  return (
    <p className={`g3 mono ${classes.doing ?? ''}`} translate="no" title={doing}>
      {doing}
    </p>
  );
}
