import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert, AlertEvidence } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { pipelineListQuery, useStartPipeline } from '../pipelines/index.ts';
import classes from './alerts.module.css';
import { ClassicRules } from './classic-rules.tsx';
import { EvidenceRows } from './evidence-rows.tsx';
import { alertQuery, batchQuery } from './queries.ts';
import { ReferenceHistogram } from './reference-histogram.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { trainPipelineOf } from './train-pipeline-of.ts';
import { useAlertActs } from './use-alert-acts.ts';
import { formatSignal, limitOf } from './word-alert.ts';

/** One alert: what it says, what it was judged by, the rows behind it, and what a person can do. */
export function AlertDetail({ alertId }: { alertId: number }) {
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
      </div>
      {alert.state !== 'resolved' && <AlertFoot alert={alert} />}
    </section>
  );
}

function AlertSentence({ alert, evidence }: { alert: Alert; evidence: AlertEvidence }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const limit = limitOf(alert);
  const source =
    evidence.previousSource !== null && evidence.previousSource !== evidence.source
      ? t('alerts.sourceChanged', { from: evidence.previousSource, to: evidence.source })
      : t('alerts.source', { source: evidence.source });
  return (
    <header className={classes.sentence}>
      <StateLabel
        shape={alert.state === 'firing' ? 'warning' : alert.state === 'acknowledged' ? 'waiting' : 'finished'}
      >
        {t(`alerts.states.${alert.state}`)}
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

function AlertFacts({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const facts: (readonly [string, ReactNode])[] = [
    [
      t('alerts.facts.model'),
      <Link key="model" to="/models/$name" params={{ name: alert.modelName }} className={classes.link}>
        {`${alert.modelName} v${String(alert.modelVersion)}`}
      </Link>,
    ],
    [
      t('alerts.facts.batch'),
      <Link
        key="batch"
        to="/monitoring/$model"
        params={{ model: alert.modelName }}
        search={{ batch: alert.batchId }}
        className={classes.link}
      >
        {`${String(alert.batchId)} (${t('alerts.n', { count: alert.n })})`}
      </Link>,
    ],
    [t('alerts.facts.fired'), formatMoment(alert.firedAt)],
    [
      t('alerts.facts.breaches'),
      t('alerts.facts.breached', { count: alert.breaches, last: alert.lastBatchId }),
    ],
  ];
  const { acknowledged, resolved } = alert;
  if (acknowledged !== null) {
    const words = { at: formatMoment(acknowledged.at), name: wordActor(acknowledged.by, t) };
    facts.push([
      t('alerts.facts.acknowledged'),
      [t('alerts.facts.by', words), acknowledged.note].filter(Boolean).join(': '),
    ]);
  }
  if (resolved !== null) {
    const words = { at: formatMoment(resolved.at), name: wordActor(resolved.by, t) };
    const why = resolved.reason === '' ? t(`alerts.kinds.${resolved.kind}`) : resolved.reason;
    facts.push([t('alerts.facts.resolvedAt'), `${t('alerts.facts.by', words)}: ${why}`]);
  }
  return <Facts facts={facts} />;
}

function AlertFoot({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const acts = useAlertActs();
  const start = useStartPipeline();
  const pipelines = useQuery(pipelineListQuery(bridge.client));
  const [isResolving, setResolving] = useState(false);
  const train = trainPipelineOf(alert.modelName, pipelines.data ?? []);
  if (isResolving) {
    return (
      <footer className={classes.foot}>
        <ResolveForm
          onCancel={() => setResolving(false)}
          onResolve={async (reason) => {
            if (await acts.resolve(alert, reason)) setResolving(false);
          }}
        />
      </footer>
    );
  }
  return (
    <footer className={classes.foot}>
      {alert.state === 'firing' && (
        <Button variant="filled" onClick={() => void acts.acknowledge(alert)}>
          {t('alerts.acknowledge')}
        </Button>
      )}
      {train !== null && (
        <Button onClick={() => void start(train.name, { include_drift: true, promote: false })}>
          {t('alerts.retrain')}
        </Button>
      )}
      <Button onClick={() => openSheet('rollback', alert.modelName)}>{t('alerts.rollback')}</Button>
      <Button onClick={() => setResolving(true)}>{t('alerts.resolve')}</Button>
    </footer>
  );
}
