import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { formatDuration } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { wordWhy } from '../pipelines/index.ts';
import type { Why } from '../pipelines/index.ts';
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

/** Why a job failed, by its code, else by the task that failed first, else as it was said. */
function wordFailure({ failure, failedTask, reason }: Job, t: TFunction): Why | null {
  if (failure !== null)
    return { text: wordProblem(storedProblem({ ...failure, message: reason ?? '' }), t), isForeign: false };
  if (failedTask !== null) {
    const { taskId, others, end } = failedTask;
    const why = wordWhy(end, t);
    const words = { task: taskId, others, count: others + 1, why: why?.text ?? '' };
    return { text: t('jobs.taskFailed', words).trim(), isForeign: false };
  }
  if (reason === 'interrupted') return { text: t('jobs.interrupted'), isForeign: false };
  return reason === null ? null : { text: reason, isForeign: true };
}

function Told({ why, className }: { why: Why; className: string | undefined }) {
  return (
    <p className={className} {...(why.isForeign && { lang: 'en', translate: 'no' as const })}>
      {why.text}
    </p>
  );
}

/** What it does now; why it ended where it did not end well. */
export function JobTrouble({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { state, doing, kind } = job;
  if (state === 'failed') {
    const why = wordFailure(job, t);
    return why === null ? null : <Told why={why} className={classes.trouble} />;
  }
  if (state === 'canceled') {
    const why = wordWhy({ ...job, state, errorCode: null, exitCode: null }, t);
    return why === null ? null : <Told why={why} className="g3 sm" />;
  }
  if (state !== 'running' || doing === null) return null;
  if (kind === 'import' || kind === 'push')
    return <p className="g3 sm">{t(`transfer.phases.${doing as 'looking'}`)}</p>;
  return (
    <p className={`g3 mono ${classes.doing ?? ''}`} translate="no" title={doing}>
      {doing}
    </p>
  );
}
