import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import bars from '#renderer/parts/bars.module.css';
import type { AlertForm } from './alert-foot.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { SnoozeForm } from './snooze-form.tsx';
import { useAlertActs } from './use-alert-acts.ts';

type AlertSelectionBarProps = {
  readonly alerts: readonly Alert[];
  readonly form: AlertForm;
  readonly onForm: (form: AlertForm) => void;
  readonly onClear: () => void;
};

/** What can be done to the selected alerts: each act takes those that it is possible for. */
export function AlertSelectionBar({ alerts, form, onForm, onClear }: AlertSelectionBarProps) {
  const { t } = useTranslation();
  const acts = useAlertActs();
  const words = t('runs.selected', { count: alerts.length });
  const idsWhere = (test: (alert: Alert) => boolean): readonly number[] =>
    alerts.filter(test).map(({ alertId }) => alertId);
  const unseen = idsWhere(({ state }) => state === 'firing' || state === 'snoozed');
  const open = idsWhere(({ state }) => state !== 'resolved');
  const settled = idsWhere(({ state }) => state === 'acknowledged' || state === 'resolved');
  const isAsking = form !== null && open.length > 0;
  const done = (): void => {
    onForm(null);
    onClear();
  };
  return (
    <div
      className={bars.actionBar}
      data-floating
      data-confirm={isAsking || undefined}
      role="toolbar"
      aria-label={words}
    >
      {isAsking && form === 'resolve' ? (
        <ResolveForm
          onCancel={() => onForm(null)}
          onResolve={async (reason) => {
            if (await acts.resolve(open, reason)) done();
          }}
        />
      ) : isAsking ? (
        <SnoozeForm
          onCancel={() => onForm(null)}
          onSnooze={(until, at) => {
            done();
            void acts.snooze(open, until, at);
          }}
        />
      ) : (
        <>
          <span className={bars.count}>{words}</span>
          {unseen.length > 0 && (
            <Button
              size="compact-xs"
              onClick={() => {
                done();
                void acts.acknowledge(unseen);
              }}
            >
              {t('alerts.acknowledge')}
            </Button>
          )}
          {open.length > 0 && (
            <>
              <Button size="compact-xs" onClick={() => onForm('snooze')}>
                {t('alertDesk.snooze')}
              </Button>
              <Button size="compact-xs" onClick={() => onForm('resolve')}>
                {t('alerts.resolve')}
              </Button>
            </>
          )}
          {settled.length > 0 && (
            <Button
              size="compact-xs"
              onClick={() => {
                done();
                void acts.reopen(settled);
              }}
            >
              {t('alertDesk.reopen')}
            </Button>
          )}
          <span className={bars.divider} />
          <ActionIcon size={24} aria-label={t('runs.clearSelection')} onClick={onClear}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </>
      )}
    </div>
  );
}
