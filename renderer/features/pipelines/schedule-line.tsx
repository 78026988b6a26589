import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PipelineSchedule } from '#contract/pipeline-schedules.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './pipelines.module.css';

type ScheduleLineProps = {
  readonly name: string;
  readonly schedule: PipelineSchedule;
};

/** What starts the pipeline by itself, when it does next, and the switch for it. */
export function ScheduleLine({ name, schedule }: ScheduleLineProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const locale = useLocale();
  const now = useNow();
  const { text, timezone, triggers, isPaused, nextRunAt } = schedule;
  const starts = [...(text === null ? [] : [timezone === null ? text : `${text} ${timezone}`]), ...triggers];
  const { pause, resume } = bridge.client.pipelines;
  return (
    <p className={`${classes.schedule ?? ''} sm`}>
      <span className="mono" translate="no">
        {starts.join(', ')}
      </span>
      {isPaused ? (
        <span className="g3">{t('pipelines.paused')}</span>
      ) : (
        nextRunAt !== null && (
          <time className="g3" dateTime={new Date(nextRunAt).toISOString()} title={formatMoment(nextRunAt)}>
            {t('pipelines.nextRun', { at: formatSince(nextRunAt, now, locale) })}
          </time>
        )
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t(isPaused ? 'pipelines.resumeNamed' : 'pipelines.pauseNamed', { name })}
        onClick={() =>
          void act({
            run: () => (isPaused ? resume({ name }) : pause({ name })),
            done: t(isPaused ? 'pipelines.didResume' : 'pipelines.didPause', { name }),
          })
        }
      >
        {t(isPaused ? 'pipelines.resume' : 'pipelines.pause')}
      </Button>
    </p>
  );
}
