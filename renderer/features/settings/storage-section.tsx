import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import table from '#renderer/parts/plain-table.module.css';
import { usageQuery } from './queries.ts';
import { CommandFact, FactRow, SettingRow } from './setting-row.tsx';
import classes from './settings.module.css';

/** Where the data lies, what of it takes space, and the ways to move it. */
export function StorageSection({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const { path, project, warnings } = info.workspace;
  return (
    <>
      <FactRow label={t('settings.folder')} hint={t('settings.folderHint')}>
        <span className={`mono ${classes.path ?? ''}`} translate="no">
          {path}
        </span>
        <CopyButton text={path} label={t('settings.copyFolder')} />
      </FactRow>
      {project !== null && (
        <FactRow label={t('settings.project')} hint={t('settings.projectHint')}>
          <span className={`mono ${classes.path ?? ''}`} translate="no">
            {project}
          </span>
        </FactRow>
      )}
      {warnings.map(({ code, detail }) => (
        <FactRow key={code} label={t(`warningShort.${code}`)} hint={t(`warnings.${code}`, { detail })}>
          <StateLabel shape="warning">{t('settings.attention')}</StateLabel>
        </FactRow>
      ))}
      <Usage />
      <SettingRow label={t('settings.other')} hint={t('settings.otherHint')}>
        <Button renderRoot={(props) => <Link to="/welcome" {...props} />}>{t('settings.otherAct')}</Button>
      </SettingRow>
      <SettingRow label={t('settings.export')} hint={t('settings.exportHint')}>
        <Button onClick={() => openSheet('export')}>{t('settings.exportAct')}</Button>
      </SettingRow>
      <SettingRow label={t('settings.usual')} hint={t('settings.usualHint')}>
        <CommandFact command="stile serve --workspace <folder>" />
      </SettingRow>
    </>
  );
}

function Usage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const usage = useQuery(usageQuery(bridge.client));
  if (usage.data === undefined)
    return usage.isError ? <InlineProblem error={usage.error} /> : <StillBars rows={4} />;
  const { parts, freeBytes } = usage.data;
  const most = Math.max(1, ...parts.map(({ bytes }) => bytes));
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <div className={classes.usage}>
      <table className={`${table.table ?? ''} ${table.inPanel ?? ''}`} aria-label={t('settings.usage')}>
        <thead>
          <tr>
            <th scope="col">{t('settings.usage')}</th>
            <th scope="col">
              <span className={classes.hidden}>{t('settings.share')}</span>
            </th>
            <th scope="col" className={table.right}>
              {t('settings.size')}
            </th>
            <th scope="col" className={table.right}>
              {t('settings.files')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ kind, bytes, files }) => (
            <tr key={kind}>
              <th scope="row">{t(`settings.usageKinds.${kind}`)}</th>
              <td className={table.wide}>
                <span
                  className={classes.bar}
                  style={{ width: `${String(Math.max(0.5, (100 * bytes) / most))}%` }}
                  aria-hidden="true"
                />
              </td>
              <td className={table.right}>{formatBytes(bytes, locale)}</td>
              <td className={`g3 ${table.right ?? ''}`}>{formatCount(files, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="g3 sm">
        {t('settings.usageTotal', { size: formatBytes(total, locale) })}
        {freeBytes !== null && ` ${t('settings.usageFree', { size: formatBytes(freeBytes, locale) })}`}
      </p>
    </div>
  );
}
