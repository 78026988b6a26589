import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { AlertDetail } from './alert-detail.tsx';
import classes from './alerts.module.css';
import { alertListQuery } from './queries.ts';
import { formatSignal, limitOf, sortAlerts, wordAlert } from './word-alert.ts';

const route = getRouteApi('/alerts');

/** Alerts like mail: the list at the left, the chosen one with its evidence beside it. */
export function AlertsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { state = 'open', alert: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(alertListQuery(bridge.client, state));
  const open = useQuery(alertListQuery(bridge.client, 'open'));
  const alerts = list.data === undefined ? undefined : sortAlerts(list.data);
  const chosen = wanted ?? alerts?.[0]?.alertId;
  return (
    <>
      <PageHead
        title={t('alerts.title')}
        meta={open.data !== undefined && t('alerts.summary', { count: open.data.length })}
      >
        <SegmentedControl
          aria-label={t('alerts.list')}
          value={state}
          data={[
            { value: 'open', label: t('alerts.open') },
            { value: 'resolved', label: t('alerts.resolved') },
          ]}
          onChange={(value) => void navigate({ search: value === 'resolved' ? { state: 'resolved' } : {} })}
        />
      </PageHead>
      {alerts === undefined ? (
        list.isError ? (
          <PageProblem
            title={t('alerts.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <StillBars />
        )
      ) : alerts.length === 0 && wanted === undefined ? (
        <NoAlerts state={state} />
      ) : (
        <div className={classes.split}>
          <AlertList
            alerts={alerts}
            chosen={chosen}
            onChoose={(alertId) => void navigate({ search: (search) => ({ ...search, alert: alertId }) })}
          />
          {chosen === undefined ? (
            <p className={classes.choose}>{t('alerts.choose')}</p>
          ) : (
            <AlertDetail key={chosen} alertId={chosen} />
          )}
        </div>
      )}
    </>
  );
}

function NoAlerts({ state }: { state: 'open' | 'resolved' }) {
  const { t } = useTranslation();
  if (state === 'resolved')
    return <EmptyState title={t('alerts.noneResolvedTitle')} lines={[t('alerts.noneResolvedText')]} />;
  return (
    <EmptyState
      title={t('alerts.noneOpenTitle')}
      lines={[t('alerts.noneOpenText'), t('alerts.noneOpenText2')]}
    />
  );
}

type AlertListProps = {
  readonly alerts: readonly Alert[];
  readonly chosen: number | undefined;
  readonly onChoose: (alertId: number) => void;
};

function AlertList({ alerts, chosen, onChoose }: AlertListProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes.list} aria-label={t('alerts.list')}>
      {alerts.map((alert) => (
        <li key={alert.alertId}>
          <AlertItem
            alert={alert}
            isChosen={alert.alertId === chosen}
            onChoose={() => onChoose(alert.alertId)}
          />
        </li>
      ))}
    </ul>
  );
}

const shapes: Readonly<Record<Alert['state'], GlyphShape>> = {
  firing: 'warning',
  acknowledged: 'waiting',
  resolved: 'finished',
};

type AlertItemProps = { readonly alert: Alert; readonly isChosen: boolean; readonly onChoose: () => void };

function AlertItem({ alert, isChosen, onChoose }: AlertItemProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const limit = limitOf(alert);
  return (
    <button type="button" className={classes.item} aria-current={isChosen || undefined} onClick={onChoose}>
      <StatusGlyph shape={shapes[alert.state]} />
      <span className={classes.itemText}>
        <span className={classes.itemTitle}>
          <span className={classes.strong}>{wordAlert(alert, t)}</span>
          <span className="g3 sm">
            <RelativeTime at={alert.firedAt} />
          </span>
        </span>
        <span className="g3 sm">{`${alert.modelName} v${String(alert.modelVersion)}`}</span>
        <span className="g3 sm">
          {t('alerts.against', {
            value: formatSignal(alert.signal, alert.value, locale),
            limit: limit === null ? '–' : formatSignal(alert.signal, limit, locale),
          })}
          {', '}
          {t('alerts.batch', { id: alert.lastBatchId })}
          {alert.state !== 'firing' && `, ${t(`alerts.states.${alert.state}`)}`}
        </span>
      </span>
    </button>
  );
}
