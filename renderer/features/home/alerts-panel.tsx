import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert, Batch, BatchSignal } from '#contract/monitoring.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Panel, PanelLink } from '#renderer/parts/panel.tsx';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { formatSignal, limitOf, sortAlerts, useAlertActs, wordAlert } from '../alerts/index.ts';
import classes from './home.module.css';
import type { StoryFacts } from './story.ts';

const shownAtMost = 2;

/** The open alerts of the model, each with its value beside the limit. */
export function AlertsPanel({ facts }: { facts: StoryFacts }) {
  const { t } = useTranslation();
  const alerts = sortAlerts(facts.alerts).slice(0, shownAtMost);
  const hidden = facts.alerts.length - alerts.length;
  return (
    <Panel
      title={t('home.alerts')}
      sub={facts.alerts.length > 0 ? facts.model?.name : undefined}
      aside={<PanelLink to="/alerts">{t('home.allAlerts')}</PanelLink>}
      foot={
        <>
          <LastCheck batches={facts.batches} />
          {hidden > 0 && <span className={classes.more}>{t('home.moreAlerts', { count: hidden })}</span>}
        </>
      }
    >
      {alerts.length === 0 ? (
        <p className={classes.quiet}>{t('home.noAlerts')}</p>
      ) : (
        <ul className={classes.narrowing}>
          {alerts.map((alert) => (
            <AlertLine key={alert.alertId} alert={alert} batches={facts.batches} />
          ))}
        </ul>
      )}
      <WithinLimits facts={facts} />
    </Panel>
  );
}

function AlertLine({ alert, batches }: { alert: Alert; batches: readonly Batch[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const acts = useAlertActs();
  const limit = limitOf(alert);
  const title = wordAlert(alert, t);
  const trend = batches
    .flatMap(({ checks }) => checks.filter(({ signal }) => signal === alert.signal).map(({ value }) => value))
    .toReversed();
  return (
    <li className={classes.alert}>
      <StatusGlyph shape="warning" />
      <div className={classes.alertText}>
        <p className={classes.alertTitle}>
          <Link to="/alerts" search={{ alert: alert.alertId }} className={classes.link}>
            {title}
          </Link>
          <span className="g3 sm">
            {t('alerts.batch', { id: alert.lastBatchId })}, {formatSince(alert.firedAt, now, locale)}
          </span>
        </p>
        <p className="g3 sm">
          {t('models.v', { version: alert.modelVersion })}{' '}
          <b className={classes.value}>{formatSignal(alert.signal, alert.value, locale)}</b>{' '}
          {t('home.againstLimit', {
            limit: limit === null ? '–' : formatSignal(alert.signal, limit, locale),
            n: alert.n,
          })}
        </p>
      </div>
      <span className={classes.trend}>
        <Sparkline
          values={trend}
          tone="warn"
          label={t('home.trend', { signal: t(`signals.${alert.signal}`), count: trend.length })}
        />
      </span>
      {alert.state === 'firing' ? (
        <Button
          size="compact-xs"
          aria-label={`${t('alerts.acknowledge')}: ${title}`}
          onClick={() => void acts.acknowledge([alert.alertId])}
        >
          {t('alerts.acknowledge')}
        </Button>
      ) : (
        <span className="g3 sm">{t(`alerts.states.${alert.state}`)}</span>
      )}
    </li>
  );
}

/** The signals of the last batch that are fine, in one line. */
function WithinLimits({ facts }: { facts: StoryFacts }) {
  const { t, i18n } = useTranslation();
  const alerting = new Set<BatchSignal>(facts.alerts.map(({ signal }) => signal));
  const fine = (facts.batches[0]?.checks ?? [])
    .filter(({ verdict, signal }) => verdict === 'ok' && !alerting.has(signal))
    .map(({ signal }, index) => {
      const name = t(`signals.${signal}`);
      // An abbreviation such as OOV keeps its capitals.
      const isWord = index > 0 && /^.\p{Ll}/u.test(name);
      return isWord ? name.charAt(0).toLowerCase() + name.slice(1) : name;
    });
  if (fine.length === 0) return null;
  const signals = new Intl.ListFormat(i18n.language === 'sv' ? 'sv' : 'en-GB').format(fine);
  return (
    <p className={classes.within}>
      <StatusGlyph shape="finished" />
      <span>{t('home.within', { signals })}</span>
    </p>
  );
}

function LastCheck({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const [last] = batches;
  if (last === undefined) return t('home.noBatches');
  return t('home.lastCheck', { at: formatSince(last.createdAt, now, locale), count: batches.length });
}
