import { useQuery } from '@tanstack/react-query';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert, AlertEvidence } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { AlertFacts, SimilarAlerts } from './alert-facts.tsx';
import { AlertFoot } from './alert-foot.tsx';
import type { AlertForm } from './alert-foot.tsx';
import { AlertHistory } from './alert-history.tsx';
import { alertShapes } from './alert-views.ts';
import classes from './alerts.module.css';
import { ClassicRules } from './classic-rules.tsx';
import { EvidenceRows } from './evidence-rows.tsx';
import { alertQuery, batchQuery } from './queries.ts';
import { ReferenceHistogram } from './reference-histogram.tsx';
import { formatSignal, limitOf } from './word-alert.ts';

type AlertDetailProps = {
  readonly alertId: number;
  readonly form: AlertForm;
  readonly onForm: (form: AlertForm) => void;
  readonly commentRef: RefCallback<HTMLTextAreaElement>;
};

/** One alert: what it says, what it was judged by, the rows behind it, and what a person can do. */
export function AlertDetail({ alertId, form, onForm, commentRef }: AlertDetailProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: alert, error } = useQuery(alertQuery(bridge.client, alertId));
  const batch = useQuery({
    ...batchQuery(bridge.client, alert?.batchId ?? 0),
    enabled: alert !== undefined,
  });
  if (alert === undefined) {
    return (
      <section className={classes.detail} aria-label={t('alerts.lead', { id: alertId })}>
        {error === null ? (
          <StillBars rows={5} />
        ) : (
          <div className={classes.problem}>
            <InlineProblem error={error} />
          </div>
        )}
      </section>
    );
  }
  return (
    <section className={classes.detail} aria-label={t('alerts.lead', { id: alertId })}>
      <div className={classes.scroll}>
        <AlertSentence alert={alert} evidence={alert.evidence} />
        <Section title={t('alerts.evidence')} action={<Resamples evidence={alert.evidence} />}>
          <ReferenceHistogram alert={alert} check={alert.evidence.check} />
        </Section>
        <Section title={t('alerts.unusual')}>
          <EvidenceRows rows={alert.evidence.rows} />
        </Section>
        {batch.data !== undefined && batch.data.classic.length > 0 && (
          <ClassicRules verdicts={batch.data.classic} />
        )}
        <AlertFacts alert={alert} />
        <SimilarAlerts alert={alert} />
        <AlertHistory alertId={alertId} model={alert.modelName} commentRef={commentRef} />
      </div>
      <AlertFoot alert={alert} form={form} onForm={onForm} />
    </section>
  );
}

function AlertSentence({ alert, evidence }: { alert: Alert; evidence: AlertEvidence }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const limit = limitOf(alert);
  const source =
    evidence.previousSource !== null && evidence.previousSource !== evidence.source
      ? t('alerts.sourceChanged', { from: evidence.previousSource, to: evidence.source })
      : t('alerts.source', { source: evidence.source });
  return (
    <header className={classes.sentence}>
      <StateLabel shape={alertShapes[alert.state]}>
        {alert.snoozed === null
          ? t(`alerts.states.${alert.state}`)
          : t('alertDesk.snoozedUntilAt', { at: formatSince(alert.snoozed.until, now, locale) })}
      </StateLabel>
      <h2 className={classes.title}>
        {t('alerts.headAbove', {
          signal: t(`signals.${alert.signal}`),
          value: formatSignal(alert.signal, alert.value, locale),
          limit: limit === null ? '–' : formatSignal(alert.signal, limit, locale),
        })}
      </h2>
      <p className="g2">
        {t(`signalMeanings.${alert.signal}`)} {source}
      </p>
    </header>
  );
}

function Resamples({ evidence }: { evidence: AlertEvidence }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { check, reference } = evidence;
  if (check.resamples === 0) return null;
  return (
    <span className="g3 sm">
      {t('alerts.resamples', { count: check.resamples, rows: formatCount(reference.rows, locale) })}
    </span>
  );
}
