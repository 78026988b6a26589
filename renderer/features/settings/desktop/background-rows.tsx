import { Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ShellSettings } from '#contract/shell.ts';
import { useApp, useStore } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SettingRow } from '../setting-row.tsx';

/** What the desktop app does while no window of it is looked at. */
export function BackgroundRows() {
  const { t } = useTranslation();
  const { host } = useApp();
  const facts = useStore(host.facts);
  const changing = useMutation({
    mutationFn: (next: Partial<ShellSettings>) => host.ask('changeSettings', next),
  });
  const canNotify = facts?.canNotify !== false;
  return (
    <>
      <SettingRow label={t('computer.background')} hint={t('computer.backgroundHint')}>
        <Switch
          aria-label={t('computer.background')}
          checked={facts?.settings.keepInBackground ?? false}
          disabled={facts === null || changing.isPending}
          onChange={(event) => changing.mutate({ keepInBackground: event.currentTarget.checked })}
        />
      </SettingRow>
      <SettingRow
        label={t('computer.notifications')}
        hint={t(canNotify ? 'computer.notificationsHint' : 'computer.cannotNotify')}
      >
        <Switch
          aria-label={t('computer.notifications')}
          checked={canNotify && (facts?.settings.notifications ?? true)}
          disabled={facts === null || !canNotify || changing.isPending}
          onChange={(event) => changing.mutate({ notifications: event.currentTarget.checked })}
        />
      </SettingRow>
      {changing.isError && <InlineProblem error={changing.error} />}
    </>
  );
}
