import { Switch } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { useCronWords } from '#renderer/parts/cron/use-cron-words.ts';
import { formatDuration, formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './list.module.css';
import { wordStarts } from './schedule-words.ts';
import { useSwitchSchedule } from './use-switch-schedule.ts';

/** What starts a pipeline by itself, the switch for it, and when it does next. */
export function ScheduleCell({ pipeline }: { pipeline: PipelineSummary }) {
  const { t } = useTranslation();
  const wordCron = useCronWords();
  const turn = useSwitchSchedule();
  const { name, schedule } = pipeline;
  if (schedule === null) {
    const isBroken = pipeline.problems.some(({ severity }) => severity === 'error');
    return <span className="g3">{isBroken ? '–' : t('pipelineList.byHand')}</span>;
  }
  const starts = wordStarts(schedule, t, wordCron);
  const written = [schedule.text, schedule.timezone, ...schedule.triggers].filter((part) => part !== null);
  const [first = '', ...more] = starts;
  return (
    <div className={classes.schedule}>
      <Switch
        size="xs"
        className={classes.switch}
        aria-label={t('pipelineList.switch', { name })}
        checked={!schedule.isPaused}
        onChange={() => void turn(pipeline)}
      />
      <div className={classes.starts} data-paused={schedule.isPaused || undefined}>
        <span className={classes.startsWords} title={[...starts, '', ...written].join('\n')}>
          {/* A schedule that no words are known for stands as it is written. */}
          <span
            className={first === schedule.text ? 'mono' : undefined}
            translate={first === schedule.text ? 'no' : undefined}
          >
            {first}
          </span>
          {more.length > 0 && <span className="g3"> {t('pipelineList.more', { count: more.length })}</span>}
        </span>
        <NextRun pipeline={pipeline} />
      </div>
    </div>
  );
}

function NextRun({ pipeline: { schedule } }: { pipeline: PipelineSummary }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  if (schedule === null) return null;
  if (schedule.isPaused) return <span className={classes.next}>{t('pipelineList.paused')}</span>;
  const { nextRunAt } = schedule;
  if (nextRunAt === null) return <span className={classes.next}>{t('pipelineList.waits')}</span>;
  const utc = new Date(nextRunAt).toISOString();
  return (
    <time
      className={classes.next}
      dateTime={utc}
      title={t('pipelineList.nextTitle', {
        local: formatMoment(nextRunAt),
        utc: utc.slice(0, 19).replace('T', ' '),
      })}
    >
      {wordAhead(nextRunAt - now, schedule.timezone, locale, t)}
    </time>
  );
}

const hourMs = 3_600_000;

/** `in 21 h 04 m`, with the zone of the schedule where it is not the computer's. The clock here ticks once a minute. */
function wordAhead(ms: number, timezone: string | null, locale: string, t: TFunction): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return t('pipelineList.nextSoon');
  const time = ms < hourMs ? `${String(minutes)} m` : formatDuration(minutes * 60_000, locale);
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timezone === null || timezone === own
    ? t('pipelineList.next', { time })
    : t('pipelineList.nextIn', { time, zone: timezone });
}
