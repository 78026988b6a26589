import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { DatasetVersion } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel, StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { ColumnTable } from './column-table.tsx';
import classes from './datasets.module.css';
import { RowsPreview } from './rows-preview.tsx';
import { VersionChanges } from './version-changes.tsx';
import { VersionUses } from './version-uses.tsx';
import { wordExtent, wordFormat, wordWarning } from './word-dataset.ts';

type VersionDetailProps = { readonly version: DatasetVersion; readonly others: readonly DatasetVersion[] };

/** What one version holds, where it came from, what changed, and what used it. */
export function VersionDetail({ version, others }: VersionDetailProps) {
  const { t } = useTranslation();
  const isTable = version.rows !== null;
  const title = `${version.name} ${t('datasets.v', { version: version.version })}`;
  return (
    <section className={classes.detail} aria-label={title} tabIndex={0}>
      <VersionHead version={version} />
      <Warnings version={version} />
      <Panel title={t('datasets.columns')} sub={isTable ? version.columns.length : undefined}>
        {version.columns.length === 0 ? (
          <p className={classes.none}>{t('datasets.noColumns')}</p>
        ) : (
          <ColumnTable columns={version.columns} />
        )}
      </Panel>
      {isTable ? <RowsPreview version={version} /> : <FileList version={version} />}
      <VersionChanges version={version} others={others} />
      <VersionUses version={version} />
    </section>
  );
}

function VersionHead({ version }: { version: DatasetVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { name, uri, sha256, source } = version;
  const verifying = useMutation({
    mutationFn: () => bridge.client.datasets.verify({ name, version: version.version }),
  });
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('datasets.source'), `${t(`datasets.sources.${source.kind}`)}: ${source.location}`],
    [t('datasets.format'), wordFormat(version, t)],
    [t('datasets.added'), formatMoment(version.createdAt)],
    [t('datasets.uri'), <Copied key="uri" text={uri} label={t('datasets.copyUri', { uri })} />],
    [t('datasets.hash'), <Copied key="hash" text={sha256} label={t('datasets.copyHash')} />],
  ];
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <h2 className={classes.title}>
          {t('datasets.v', { version: version.version })}
          <span className={classes.extent}>
            {`${wordExtent(version, t)}, ${formatBytes(version.bytes, locale)}`}
          </span>
        </h2>
        <Button disabled={verifying.isPending} onClick={() => verifying.mutate()}>
          {verifying.isPending ? t('datasets.verifying') : t('datasets.verify')}
        </Button>
      </div>
      {version.message !== '' && (
        <p className={`${classes.wrap ?? ''} g2`} translate="no">
          {version.message}
        </p>
      )}
      <dl className={classes.facts}>
        {facts.map(([term, value]) => (
          <div key={term} className={classes.fact}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div role="status">{verifying.data !== undefined && <Verdict {...verifying.data} />}</div>
      {verifying.isError && <InlineProblem error={verifying.error} />}
    </header>
  );
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span className={classes.copied}>
      <code className={`${classes.cut ?? ''} mono`} title={text} translate="no">
        {text}
      </code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

type VerdictProps = { readonly files: number; readonly bytes: number; readonly damaged: readonly string[] };

function Verdict({ files, bytes, damaged }: VerdictProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return damaged.length === 0 ? (
    <StateLabel shape="finished">
      {t('datasets.intact', { count: files, size: formatBytes(bytes, locale) })}
    </StateLabel>
  ) : (
    <StateLabel shape="failed">
      {t('datasets.damaged', { count: damaged.length, files: damaged.slice(0, 5).join(', ') })}
    </StateLabel>
  );
}

function Warnings({ version }: { version: DatasetVersion }) {
  const { t } = useTranslation();
  if (version.warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label={t('datasets.warnings')}>
      {version.warnings.map((warning) => (
        <li key={warning.code}>
          <StatusGlyph shape="warning" />
          <span className={classes.wrap}>{wordWarning(warning, t)}</span>
        </li>
      ))}
    </ul>
  );
}

const shownFiles = 100;

function FileList({ version }: { version: DatasetVersion }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { files } = version;
  return (
    <Panel title={t('datasets.files')} sub={formatCount(files.length, locale)}>
      <ul className={classes.lines}>
        {files.slice(0, shownFiles).map(({ path, bytes }) => (
          <li key={path}>
            <code className={`${classes.wrap ?? ''} mono`} translate="no">
              {path}
            </code>
            <span className="g3 sm">{formatBytes(bytes, locale)}</span>
          </li>
        ))}
      </ul>
      {files.length > shownFiles && (
        <p className={classes.none}>{t('datasets.moreFiles', { count: files.length - shownFiles })}</p>
      )}
    </Panel>
  );
}
