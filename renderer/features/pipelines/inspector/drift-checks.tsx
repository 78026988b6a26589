import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BatchCheck } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { formatSignal, limitOf } from '#renderer/features/alerts/index.ts';
import classes from './inspector.module.css';

/** The checks of the batch that a monitor looked at, those over their limit first. */
export function DriftChecks({ batchId }: { batchId: number }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: batch } = useQuery({
    queryKey: keys.batch(batchId),
    queryFn: ({ signal }) => bridge.client.monitoring.getBatch({ batchId }, { signal }),
  });
  const checks = batch?.checks.filter(({ verdict }) => verdict !== 'not_evaluated') ?? [];
  if (batch === undefined || checks.length === 0) return null;
  const over = checks.filter(({ verdict }) => verdict === 'alert');
  return (
    <Section
      title={t('pipelineRuns.checks')}
      action={
        <span className="g3 sm">
          {t('pipelineRuns.checksOver', { over: over.length, count: checks.length })}
        </span>
      }
    >
      {[...over, ...checks.filter(({ verdict }) => verdict === 'ok')].map((check) => (
        <CheckLine key={check.signal} check={check} />
      ))}
      <p className={classes.hint}>{t('pipelineRuns.checkHint')}</p>
      <div className={classes.links}>
        <Link
          to="/monitoring/$model"
          params={{ model: batch.modelName }}
          search={{ batch: batchId }}
          className={classes.link}
        >
          {t('pipelineRuns.openBatch', { id: batchId })}
        </Link>
        {batch.alertIds.map((alert) => (
          <Link key={alert} to="/alerts" search={{ alert, state: 'all' }} className={classes.link}>
            {t('pipelineRuns.openAlert', { id: alert })}
          </Link>
        ))}
      </div>
    </Section>
  );
}

/** So much of the line is the way from nothing to the limit. */
const limitShare = 68;

function CheckLine({ check }: { check: BatchCheck }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const limit = limitOf(check);
  const isOver = check.verdict === 'alert';
  const share = limit === null || limit === 0 ? 0 : Math.min(100, (check.value / limit) * limitShare);
  return (
    <div className={classes.check}>
      <StatusGlyph shape={isOver ? 'warning' : 'finished'} size={13} />
      <span className={classes.checkName}>{t(`signals.${check.signal}`)}</span>
      <span className={classes.track} aria-hidden="true">
        <span data-over={isOver || undefined} style={{ width: `${String(Math.max(0, share))}%` }} />
        {limit !== null && <i style={{ left: `${String(limitShare)}%` }} />}
      </span>
      <span
        className={classes.checkValue}
        title={
          limit === null
            ? undefined
            : `${formatSignal(check.signal, check.value, locale)} / ${formatSignal(check.signal, limit, locale)}`
        }
      >
        {formatSignal(check.signal, check.value, locale)}
      </span>
    </div>
  );
}
