import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { DraftField, EditButton, useEditing } from '#renderer/parts/draft-field.tsx';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { LineageLink } from '../lineage/index.ts';
import { alertShapes } from './alert-views.ts';
import classes from './alerts.module.css';
import { similarAlertsQuery } from './queries.ts';
import { useAlertActs } from './use-alert-acts.ts';
import { formatSignal } from './word-alert.ts';

/** What is known of an alert beside its evidence. */
export function AlertFacts({ alert }: { alert: Alert }) {
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
    [t('alertDesk.severity'), t(`alertDesk.severities.${alert.severity}`)],
    [t('alerts.facts.fired'), formatMoment(alert.firedAt)],
    [
      t('alerts.facts.breaches'),
      t('alerts.facts.breached', { count: alert.breaches, last: alert.lastBatchId }),
    ],
    [t('alertDesk.assignee'), <Assignee key="assignee" alert={alert} />],
  ];
  const { acknowledged, snoozed, resolved } = alert;
  if (acknowledged !== null) {
    const words = { at: formatMoment(acknowledged.at), name: wordActor(acknowledged.by, t) };
    facts.push([
      t('alerts.facts.acknowledged'),
      [t('alerts.facts.by', words), acknowledged.note].filter(Boolean).join(': '),
    ]);
  }
  if (snoozed !== null) {
    const words = { at: formatMoment(snoozed.until), name: wordActor(snoozed.by, t) };
    facts.push([
      t('alertDesk.snoozedUntil'),
      [t('alerts.facts.by', words), snoozed.note].filter(Boolean).join(': '),
    ]);
  }
  if (resolved !== null) {
    const words = { at: formatMoment(resolved.at), name: wordActor(resolved.by, t) };
    const why = resolved.kind === 'manual' ? resolved.reason : t(`alerts.kinds.${resolved.kind}`);
    facts.push([t('alerts.facts.resolvedAt'), `${t('alerts.facts.by', words)}: ${why}`]);
  }
  return (
    <Section title={t('alertDesk.details')} action={<LineageLink uri={`alerts:/${String(alert.alertId)}`} />}>
      <Facts facts={facts} />
    </Section>
  );
}

/** Who looks after it; an empty name is nobody. */
function Assignee({ alert: { alertId, assignee } }: { alert: Alert }) {
  const { t } = useTranslation();
  const acts = useAlertActs();
  const { isEditing, close, pencil } = useEditing();
  if (isEditing) {
    return (
      <DraftField
        start={assignee ?? ''}
        label={t('alertDesk.assignee')}
        placeholder={t('alertDesk.assigneeHint')}
        onClose={close}
        onSave={async (draft) => {
          const next = draft.trim() === '' ? null : draft.trim();
          return next === assignee || acts.assign([alertId], next, assignee);
        }}
      />
    );
  }
  return (
    <span className={classes.assignee}>
      {assignee ?? <span className="g3">{t('alertDesk.nobody')}</span>}
      <EditButton label={t('alertDesk.assign')} pencil={pencil} />
    </span>
  );
}

/** The alerts of the same monitor before and after this one. */
export function SimilarAlerts({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data } = useQuery(similarAlertsQuery(bridge.client, alert));
  const others = (data ?? []).filter(({ alertId }) => alertId !== alert.alertId);
  if (others.length === 0) return null;
  return (
    <Section title={t('alertDesk.similar')}>
      <ul>
        {others.map(({ alertId, state, signal, value, modelVersion, firedAt }) => (
          <li key={alertId} className={classes.similar}>
            <StatusGlyph shape={alertShapes[state]} />
            <Link to="/alerts" search={{ state: 'all', alert: alertId }} className={`grow ${classes.link}`}>
              {t('alerts.lead', { id: alertId })}
            </Link>
            <span className="g2">{formatSignal(signal, value, locale)}</span>
            <span className="g3 sm">{`v${String(modelVersion)}`}</span>
            <span className="g3 sm">{t(`alerts.states.${state}`)}</span>
            <span className={`g3 sm ${classes.when}`}>
              <RelativeTime at={firedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
