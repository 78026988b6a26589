import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { licensesQuery } from './queries.ts';
import { FactRow, SettingRow } from './setting-row.tsx';
import classes from './settings.module.css';

/** Which Stile this is, what it stands on, and under which licenses. */
export function AboutSection({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const [showsLicenses, setShowsLicenses] = useState(false);
  const { version, platform, runtime, pid, startedAt, workspace } = info;
  const facts = [
    `Stile ${version}`,
    `Node ${runtime.node}`,
    `SQLite ${runtime.sqlite}`,
    `${platform} ${runtime.arch}`,
    t('settings.schema', { version: workspace.schemaVersion }),
  ];
  return (
    <>
      <FactRow label={t('settings.versions')} hint={t('settings.versionsHint')}>
        <span>{facts.join(', ')}</span>
        <CopyButton text={facts.join('\n')} label={t('settings.copyVersions')} />
      </FactRow>
      <FactRow label={t('settings.engine')} hint={t('settings.engineHint')}>
        <span>
          {t('settings.process', { pid })}, <RelativeTime at={startedAt} />
        </span>
      </FactRow>
      <FactRow label={t('settings.privacy')} hint={t('settings.privacyHint')} />
      <SettingRow label={t('settings.licenses')} hint={t('settings.licensesHint')}>
        <Button aria-expanded={showsLicenses} onClick={() => setShowsLicenses(!showsLicenses)}>
          {t(showsLicenses ? 'settings.hideLicenses' : 'settings.showLicenses')}
        </Button>
      </SettingRow>
      {showsLicenses && <Licenses />}
    </>
  );
}

function Licenses() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const licenses = useQuery(licensesQuery(bridge.client));
  if (licenses.data === undefined)
    return licenses.isError ? <InlineProblem error={licenses.error} /> : <StillBars rows={6} />;
  return (
    <pre
      className={`mono ${classes.licenses ?? ''}`}
      tabIndex={0}
      role="region"
      aria-label={t('settings.licenses')}
      translate="no"
    >
      {licenses.data === '' ? t('settings.noLicenses') : licenses.data}
    </pre>
  );
}
