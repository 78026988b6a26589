import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackfillDate } from '#contract/pipeline-schedules.ts';
import type { PipelineRunState } from '#contract/pipelines.ts';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { pipelineRunShapes, PipelineRunStateLabel } from '../states.tsx';
import classes from './backfill.module.css';

/** More are drawn when they are asked for. */
const piece = 100;

/** The dates in the order in which they start, what there is of each, and what becomes of it. */
export function DateList({ dates, zone }: { dates: readonly BackfillDate[]; zone: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [most, setMost] = useState(piece);
  const running = dates.filter(({ willRun }) => willRun).length;
  const written = dateFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <section className={classes.dates} aria-label={t('backfill.dates')}>
      <header className={classes.datesHead}>
        <h2>{t('backfill.count', { count: dates.length })}</h2>
        <span className="g3 sm">{t('backfill.summary', { running, left: dates.length - running })}</span>
      </header>
      {dates.length === 0 && <p className="g3">{t('backfill.none')}</p>}
      <ul>
        {dates.slice(0, most).map(({ logicalAt, existing, willRun }) => (
          <li key={logicalAt} className={classes.date} data-left={!willRun || undefined}>
            <time dateTime={new Date(logicalAt).toISOString()} translate="no">
              {written.format(logicalAt)}
            </time>
            <span className={classes.existing}>{existing !== null && <Existing state={existing} />}</span>
            <span className={classes.fate}>
              {willRun ? t(existing === null ? 'backfill.runs' : 'backfill.runsAgain') : t('backfill.stays')}
            </span>
          </li>
        ))}
      </ul>
      {dates.length > most && (
        <Button size="compact-xs" variant="subtle" onClick={() => setMost(most + 10 * piece)}>
          {t('actions.showMore', { count: dates.length - most })}
        </Button>
      )}
    </section>
  );
}

function isRunState(state: string): state is PipelineRunState {
  return Object.hasOwn(pipelineRunShapes, state);
}

function Existing({ state }: { state: string }) {
  return isRunState(state) ? <PipelineRunStateLabel state={state} /> : null;
}
