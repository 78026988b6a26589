import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp, useStore } from '#renderer/app-context.ts';
import '#renderer/i18n/late/computer-words.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { FactRow, SettingRow } from '../setting-row.tsx';
import classes from '../settings.module.css';
import { BackgroundRows } from './background-rows.tsx';
import { CommandRow } from './command-row.tsx';
import desktop from './desktop.module.css';
import { EditorRow } from './editor-row.tsx';
import { DiagnosticsRow } from './diagnostics-row.tsx';
import { FolderRows } from './folder-rows.tsx';
import { appInfoQuery } from './queries.ts';
import { LookedFor } from './looked-for.tsx';
import { RemoveData } from './remove-data.tsx';
import { UpdateRow } from './update-row.tsx';

/** The program on this computer: what it does beside its window, its command, its folders, its end. */
export function DesktopSection({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const { bridge, host } = useApp();
  const app = useQuery(appInfoQuery(bridge.client));
  const { capabilities } = host;
  return (
    <>
      {capabilities.tray && <BackgroundRows />}
      <EditorRow />
      <LookedFor name="command">
        <CommandRow />
      </LookedFor>
      {app.data === undefined ? (
        app.isError ? (
          <InlineProblem error={app.error} />
        ) : (
          <StillBars rows={4} />
        )
      ) : (
        <>
          {capabilities.program && (
            <LookedFor name="update">
              <UpdateRow trustsSomebody={app.data.updateKeys.length > 0} />
            </LookedFor>
          )}
          <LookedFor name="diagnostics">
            <DiagnosticsRow />
          </LookedFor>
          <FolderRows app={app.data} />
          {app.data.portableData !== null && (
            <FactRow label={t('computer.portable')} hint={t('computer.portableHint')}>
              <span className={`mono ${classes.path ?? ''}`} translate="no">
                {app.data.portableData}
              </span>
            </FactRow>
          )}
        </>
      )}
      <Versions info={info} />
      {!capabilities.program && (
        <FactRow label={t('computer.desktopOnly')} hint={t('computer.desktopOnlyHint')} />
      )}
      <LookedFor name="remove">
        <RemoveData />
      </LookedFor>
    </>
  );
}

/** With those of the desktop app where this is its window. */
function Versions({ info: { version, runtime, platform } }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const { host } = useApp();
  const facts = useStore(host.facts);
  const versions = [
    `Stile ${version}`,
    ...(facts === null ? [] : [`Electron ${facts.electron}`, `Chromium ${facts.chromium}`]),
    `Node ${runtime.node}`,
    `SQLite ${runtime.sqlite}`,
    `${platform} ${runtime.arch}`,
  ];
  return (
    <SettingRow label={t('computer.versions')} hint={t('settings.versionsHint')}>
      <span className={`${desktop.place ?? ''} g2`}>
        <span translate="no">{versions.join(', ')}</span>
        <CopyButton text={versions.join('\n')} label={t('computer.copyVersions')} />
      </span>
    </SettingRow>
  );
}
