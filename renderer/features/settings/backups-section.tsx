import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { recoveryQuery, useRecoveryActs } from '../recovery/index.ts';
import { FactRow, SettingRow } from './setting-row.tsx';

/** When backups are made, how many are kept, and the way to the page where they are restored. */
export function BackupsSection({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const acts = useRecoveryActs();
  const found = useQuery(recoveryQuery(bridge.client));
  const newest = found.data?.backups[0];
  return (
    <>
      <FactRow label={t('settings.newest')} hint={t('settings.newestHint')}>
        {found.data === undefined ? (
          found.isError ? (
            <InlineProblem error={found.error} />
          ) : (
            <StillBars rows={1} />
          )
        ) : newest === undefined ? (
          <StateLabel shape="queued">{t('settings.noBackup')}</StateLabel>
        ) : (
          <>
            <RelativeTime at={newest.createdAt} />
            <span className="g3">{formatBytes(newest.bytes, locale)}</span>
          </>
        )}
      </FactRow>
      <FactRow label={t('settings.kept')} hint={t('settings.keptHint')}>
        {found.data && t('settings.keptCount', { count: found.data.backups.length })}
      </FactRow>
      {!info.workspace.readOnly && (
        <SettingRow label={t('settings.backup')} hint={t('settings.backupHint')}>
          <Button disabled={acts.isBackingUp} onClick={acts.backUp}>
            {acts.isBackingUp ? t('recovery.backingUp') : t('recovery.backUp')}
          </Button>
        </SettingRow>
      )}
      <SettingRow label={t('settings.recovery')} hint={t('settings.recoveryHint')}>
        <Button renderRoot={(props) => <Link to="/recovery" {...props} />}>
          {t('settings.recoveryAct')}
        </Button>
      </SettingRow>
    </>
  );
}
