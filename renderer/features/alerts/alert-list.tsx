import { Button, Checkbox } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { alertShapes } from './alert-views.ts';
import classes from './alerts.module.css';
import { formatSignal, limitOf, wordAlert } from './word-alert.ts';

type AlertListProps = {
  readonly alerts: readonly Alert[];
  readonly chosen: number | undefined;
  readonly selected: ReadonlySet<string>;
  readonly onChoose: (alertId: number) => void;
  readonly onSelect: (alertId: number, range: boolean) => void;
  readonly onMore: (() => void) | null;
};

/** One of the alerts is a stop for the tab key; the focus goes with the one that is chosen. */
export function AlertList({ alerts, chosen, selected, onChoose, onSelect, onMore }: AlertListProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLUListElement>(null);
  const stop = alerts.some(({ alertId }) => alertId === chosen) ? chosen : alerts[0]?.alertId;
  const hadFocus = useRef(false);
  useEffect(() => {
    // An alert that was acknowledged may have left the list with the focus on it.
    if (!hadFocus.current || root.current?.contains(document.activeElement)) return;
    if (document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>('[data-alert][tabindex="0"]')?.focus();
  }, [stop, alerts]);
  return (
    <div className={classes.list} data-selecting={selected.size > 0 || undefined}>
      <ul
        ref={root}
        aria-label={t('alerts.list')}
        onFocus={() => (hadFocus.current = true)}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget !== null) hadFocus.current = false;
        }}
      >
        {alerts.map((alert) => (
          <AlertItem
            key={alert.alertId}
            alert={alert}
            isChosen={alert.alertId === chosen}
            isStop={alert.alertId === stop}
            isSelected={selected.has(String(alert.alertId))}
            onChoose={() => onChoose(alert.alertId)}
            onSelect={(range) => onSelect(alert.alertId, range)}
          />
        ))}
      </ul>
      {onMore !== null && (
        <div className={classes.more}>
          <Button variant="subtle" onClick={onMore}>
            {t('alertDesk.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

type AlertItemProps = {
  readonly alert: Alert;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly isSelected: boolean;
  readonly onChoose: () => void;
  readonly onSelect: (range: boolean) => void;
};

function AlertItem({ alert, isChosen, isStop, isSelected, onChoose, onSelect }: AlertItemProps) {
  const { t } = useTranslation();
  const title = wordAlert(alert, t);
  return (
    <li className={classes.line} data-selected={isSelected || undefined}>
      <Checkbox
        className={classes.check}
        tabIndex={isStop ? 0 : -1}
        aria-label={`${t('alertDesk.select')}: ${title}, ${t('alerts.lead', { id: alert.alertId })}`}
        checked={isSelected}
        onChange={() => undefined}
        onClick={(event) => onSelect(event.shiftKey)}
      />
      <button
        type="button"
        data-alert={alert.alertId}
        className={classes.item}
        tabIndex={isStop ? 0 : -1}
        aria-current={isChosen || undefined}
        onClick={onChoose}
        // What has the focus is what the keys act on.
        onFocus={() => {
          if (!isChosen) onChoose();
        }}
      >
        <StatusGlyph shape={alertShapes[alert.state]} />
        <span className={classes.itemText}>
          <span className={classes.itemTitle}>
            <span className={`ell ${classes.strong}`}>{title}</span>
            <span className="g3 sm">
              <RelativeTime at={alert.firedAt} />
            </span>
          </span>
          <span className={`g3 sm ${classes.itemLine}`}>
            <span className="ell">
              {`${alert.modelName} v${String(alert.modelVersion)}`}
              {alert.assignee !== null && `, ${alert.assignee}`}
            </span>
            <ItemState alert={alert} />
          </span>
          <ItemFacts alert={alert} />
        </span>
      </button>
    </li>
  );
}

/** Open ones need no word: their sign is the only coloured one. A snooze says when it is over. */
function ItemState({ alert: { state, snoozed } }: { alert: Alert }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  if (snoozed === null) return state === 'firing' ? null : <span>{t(`alerts.states.${state}`)}</span>;
  return (
    <span title={formatMoment(snoozed.until)}>
      {t('alertDesk.until', { at: formatSince(snoozed.until, now, locale) })}
    </span>
  );
}

function ItemFacts({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const limit = limitOf(alert);
  return (
    <span className="g3 sm">
      {alert.severity === 'critical' && (
        <span className={classes.critical}>{t('alertDesk.severities.critical')} </span>
      )}
      {t('alerts.against', {
        value: formatSignal(alert.signal, alert.value, locale),
        limit: limit === null ? '–' : formatSignal(alert.signal, limit, locale),
      })}
      {', '}
      {t('alerts.batch', { id: alert.lastBatchId })}
      {alert.comments > 0 && `, ${t('alertDesk.comments', { count: alert.comments })}`}
    </span>
  );
}
