import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ColumnType, DatasetVersion } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './datasets.module.css';
import { datasetDiffQuery } from './queries.ts';

const route = getRouteApi('/datasets/$name');

type VersionChangesProps = { readonly version: DatasetVersion; readonly others: readonly DatasetVersion[] };

/** What a version has that another has not: the one before it, unless another is chosen. */
export function VersionChanges({ version, others }: VersionChangesProps) {
  const { t } = useTranslation();
  const { against } = route.useSearch();
  const navigate = route.useNavigate();
  const choices = others.map((other) => other.version).filter((other) => other !== version.version);
  const before = choices.find((other) => other < version.version) ?? choices[0];
  const base = against !== undefined && choices.includes(against) ? against : before;
  if (base === undefined) {
    return (
      <Panel title={t('datasets.changes')}>
        <p className={classes.none}>{t('datasets.onlyVersion')}</p>
      </Panel>
    );
  }
  const select = (
    <NativeSelect
      w={88}
      aria-label={t('datasets.against')}
      value={String(base)}
      data={choices.map((other) => ({ value: String(other), label: t('datasets.v', { version: other }) }))}
      onChange={(event) => {
        const next = Number(event.currentTarget.value);
        void navigate({ search: (search) => ({ ...search, against: next }), replace: true });
      }}
    />
  );
  const aside = (
    <>
      <span className="g3 sm">{t('datasets.against')}</span>
      {select}
    </>
  );
  return (
    <Panel title={t('datasets.changes')} aside={aside}>
      <Changes name={version.name} from={base} to={version.version} />
    </Panel>
  );
}

function Changes({ name, from, to }: { name: string; from: number; to: number }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const diff = useQuery(datasetDiffQuery(bridge.client, name, from, to));
  if (diff.isError) {
    return (
      <div className={classes.none}>
        <InlineProblem error={diff.error} />
      </div>
    );
  }
  if (diff.data === undefined) return <StillBars rows={2} />;
  const { rowsAdded, rowsRemoved, filesChanged, filesAdded, filesRemoved } = diff.data;
  const isTable = rowsAdded !== null && rowsRemoved !== null;
  // A table is one file, which another version's always differs from: its rows say it better.
  const files: readonly (readonly [string, ReactNode])[] = isTable
    ? []
    : [
        [t('datasets.filesAdded'), listNames(filesAdded)],
        [t('datasets.filesRemoved'), listNames(filesRemoved)],
        [t('datasets.filesChanged'), listNames(filesChanged)],
      ];
  const lines: readonly (readonly [string, ReactNode])[] = [
    [
      t('datasets.rowsAdded'),
      rowsAdded === null || rowsAdded === 0 ? null : `+${formatCount(rowsAdded, locale)}`,
    ],
    [
      t('datasets.rowsRemoved'),
      rowsRemoved === null || rowsRemoved === 0 ? null : `−${formatCount(rowsRemoved, locale)}`,
    ],
    [t('datasets.columnsAdded'), listNames(diff.data.columnsAdded)],
    [t('datasets.columnsRemoved'), listNames(diff.data.columnsRemoved)],
    [t('datasets.columnsRetyped'), listRetyped(diff.data.columnsRetyped, t)],
    ...files,
  ];
  const changed = lines.filter(([, value]) => value !== null);
  if (changed.length === 0) return <p className={classes.none}>{t('datasets.same', { version: from })}</p>;
  return (
    <dl className={classes.changes}>
      {changed.map(([term, value]) => (
        <div key={term} className={classes.fact}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function listNames(names: readonly string[]): ReactNode {
  if (names.length === 0) return null;
  return (
    <span className="mono" translate="no">
      {names.slice(0, 20).join(', ')}
      {names.length > 20 && ` … (${String(names.length)})`}
    </span>
  );
}

type Retyped = { readonly name: string; readonly from: ColumnType; readonly to: ColumnType };

function listRetyped(columns: readonly Retyped[], t: TFunction): ReactNode {
  if (columns.length === 0) return null;
  return columns
    .map(({ name, from, to }) =>
      t('datasets.retyped', { name, from: t(`datasets.types.${from}`), to: t(`datasets.types.${to}`) }),
    )
    .join('; ');
}
