import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import bars from '#renderer/parts/bars.module.css';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { pipelineListQuery, useStartPipeline } from '../pipelines/index.ts';
import classes from './alerts.module.css';
import { ResolveForm } from './resolve-form.tsx';
import { SnoozeForm } from './snooze-form.tsx';
import { trainPipelineOf } from './train-pipeline-of.ts';
import { useAlertActs } from './use-alert-acts.ts';

/** What stands in the place of the buttons: a form that asks for what an act needs. */
export type AlertForm = 'resolve' | 'snooze' | null;

type AlertFootProps = {
  readonly alert: Alert;
  readonly form: AlertForm;
  readonly onForm: (form: AlertForm) => void;
};

/** What a person can do about the alert that is shown. */
export function AlertFoot({ alert, form, onForm }: AlertFootProps) {
  const acts = useAlertActs();
  const ids = [alert.alertId];
  return (
    <footer className={classes.foot} data-floating data-confirm={form === null ? undefined : true}>
      {form === 'resolve' && alert.state !== 'resolved' ? (
        <ResolveForm
          onCancel={() => onForm(null)}
          onResolve={async (reason) => {
            if (await acts.resolve(ids, reason)) onForm(null);
          }}
        />
      ) : form === 'snooze' && alert.state !== 'resolved' ? (
        <SnoozeForm
          onCancel={() => onForm(null)}
          onSnooze={(until, at) => {
            onForm(null);
            void acts.snooze(ids, until, at);
          }}
        />
      ) : (
        <FootButtons alert={alert} onForm={onForm} />
      )}
    </footer>
  );
}

function FootButtons({ alert, onForm }: Omit<AlertFootProps, 'form'>) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const acts = useAlertActs();
  const start = useStartPipeline();
  const pipelines = useQuery(pipelineListQuery(bridge.client));
  const train = trainPipelineOf(alert.modelName, pipelines.data ?? []);
  const { state, snoozed } = alert;
  const ids = [alert.alertId];
  if (state === 'resolved')
    return <Button onClick={() => void acts.reopen(ids)}>{t('alertDesk.reopen')}</Button>;
  return (
    <>
      {state === 'firing' && (
        <Button variant="filled" rightSection={<Key name="a" />} onClick={() => void acts.acknowledge(ids)}>
          {t('alerts.acknowledge')}
        </Button>
      )}
      {state === 'acknowledged' && (
        <Button onClick={() => void acts.reopen(ids)}>{t('alertDesk.reopen')}</Button>
      )}
      {snoozed === null ? (
        <Button rightSection={<Key name="s" />} onClick={() => onForm('snooze')}>
          {t('alertDesk.snooze')}
        </Button>
      ) : (
        <Button onClick={() => void acts.unsnooze(ids, snoozed.until)}>{t('alertDesk.unsnooze')}</Button>
      )}
      <Button rightSection={<Key name="r" />} onClick={() => onForm('resolve')}>
        {t('alerts.resolve')}
      </Button>
      <span className="grow" />
      {train !== null && (
        <Button onClick={() => void start(train.name, { include_drift: true, promote: false })}>
          {t('alerts.retrain')}
        </Button>
      )}
      <Button onClick={() => openSheet('rollback', alert.modelName)}>{t('alerts.rollback')}</Button>
    </>
  );
}

function Key({ name }: { name: string }) {
  return (
    <span className={bars.hintKey} aria-hidden="true">
      {name}
    </span>
  );
}
