import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiagnosticsReport } from '#contract/desktop-tools.ts';
import { useApp } from '#renderer/app-context.ts';
import { saveFile } from '#renderer/parts/charts/save-file.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useAskForPath } from '#renderer/parts/use-ask-for-path.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { SettingRow } from '../setting-row.tsx';
import classes from './desktop.module.css';

/** One zip for who is asked for help: what is inside and what is not is said before it is made. */
export function DiagnosticsRow() {
  const { t } = useTranslation();
  const { bridge, host } = useApp();
  const ask = useAskForPath();
  const [withDumps, setWithDumps] = useState(false);
  const { paths } = host.capabilities;
  const saving = useMutation({
    mutationFn: async (): Promise<DiagnosticsReport | null> => {
      if (!paths) {
        const report = await bridge.client.app.diagnostics({ withDumps });
        if (report.archive !== null) saveFile(report.name, report.archive);
        return report;
      }
      const name = `stile-diagnostics-${new Date().toISOString().slice(0, 10)}.zip`;
      const title = t('computer.saveDiagnosticsTitle');
      const file = await ask({ kind: 'save', title, files: ['zip'], name });
      // The dialog has asked before it named a file that is there.
      return file === null ? null : bridge.client.app.diagnostics({ file, overwrite: true, withDumps });
    },
  });
  return (
    <>
      <SettingRow label={t('computer.diagnostics')} hint={t('computer.diagnosticsHint')}>
        <Button disabled={saving.isPending} onClick={() => saving.mutate()}>
          {saving.isPending
            ? t('computer.savingDiagnostics')
            : t(paths ? 'computer.saveDiagnostics' : 'computer.downloadDiagnostics')}
        </Button>
      </SettingRow>
      <div className={classes.below}>
        <dl className={classes.inside}>
          <div>
            <dt>{t('computer.inside')}</dt>
            <dd className="g3">{t('computer.insideList')}</dd>
          </div>
          <div>
            <dt>{t('computer.outside')}</dt>
            <dd className="g3">{t('computer.outsideList')}</dd>
          </div>
        </dl>
        <Checkbox
          label={t('computer.withDumps')}
          description={t('computer.withDumpsHint')}
          checked={withDumps}
          onChange={(event) => setWithDumps(event.currentTarget.checked)}
        />
        {saving.isError && <InlineProblem error={saving.error} />}
        {saving.data != null && <Saved key={saving.submittedAt} report={saving.data} />}
      </div>
    </>
  );
}

function Saved({ report: { file, name, bytes, entries } }: { report: DiagnosticsReport }) {
  const { t } = useTranslation();
  const { host } = useApp();
  const locale = useLocale();
  const revealing = useMutation({ mutationFn: (path: string) => host.ask('reveal', { path }) });
  return (
    <div className={classes.box} role="status">
      <p className="row">
        <StateLabel shape="finished">
          {t('computer.saved', { name: file ?? name, size: formatBytes(bytes, locale) })}
        </StateLabel>
        {file !== null && host.capabilities.paths && (
          <Button size="compact-xs" onClick={() => revealing.mutate(file)}>
            {t('filePlace.reveal')}
          </Button>
        )}
      </p>
      {revealing.isError && <InlineProblem error={revealing.error} />}
      <details>
        <summary>{t('computer.entries', { count: entries.length })}</summary>
        <ul className={classes.entries}>
          {entries.map((entry) => (
            <li key={entry.path}>
              <span className="mono" translate="no">
                {entry.path}
              </span>
              <span className="g3 sm">{formatBytes(entry.bytes, locale)}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
