import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { CommandFact, FactRow, SettingRow } from './setting-row.tsx';

/** Where scripts log to, and who may. */
export function ServerSection({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const { trackingUri, wantedPort, trackingAccess, lastClient } = info;
  return (
    <>
      <FactRow
        label={t('settings.address')}
        hint={wantedPort === null ? t('settings.addressHint') : t('frame.portTaken', { port: wantedPort })}
      >
        {trackingUri === null ? (
          t('frame.noServer')
        ) : (
          <>
            <span className="mono">{trackingUri}</span>
            <CopyButton text={trackingUri} label={t('settings.copyAddress')} />
          </>
        )}
      </FactRow>
      <SettingRow label={t('settings.port')} hint={t('settings.portHint')}>
        <CommandFact command="stile serve --port 5001" />
      </SettingRow>
      <FactRow label={t('settings.access')} hint={t(`settings.accesses.${trackingAccess}Hint`)}>
        {t(`settings.accesses.${trackingAccess}`)}
      </FactRow>
      <SettingRow label={t('settings.secret')} hint={t('settings.secretHint')}>
        <CommandFact command={secretCommand(info.platform)} />
      </SettingRow>
      <FactRow label={t('settings.lastClient')} hint={t('settings.lastClientHint')}>
        {lastClient === null ? (
          <StateLabel shape="queued">{t('settings.noClient')}</StateLabel>
        ) : (
          <>
            <StateLabel shape="finished">{lastClient.name}</StateLabel>{' '}
            <span className="g3">
              <RelativeTime at={lastClient.at} />
            </span>
          </>
        )}
      </FactRow>
      <SettingRow label={t('settings.connect')} hint={t('settings.connectHint')}>
        <Button onClick={() => openSheet('connect')}>{t('connect.open')}</Button>
      </SettingRow>
    </>
  );
}

function secretCommand(platform: string): string {
  return platform === 'win32'
    ? 'set STILE_TRACKING_TOKEN=<secret> && stile serve'
    : 'STILE_TRACKING_TOKEN=<secret> stile serve';
}
