import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Copyable } from '../connect/index.ts';
import { AddDataSheet } from './add-data-sheet.tsx';
import classes from './datasets.module.css';
import { datasetListQuery } from './queries.ts';
import { SortHead } from './sort-head.tsx';
import { sortDatasets } from './sort-datasets.ts';
import { shortLocation } from './word-dataset.ts';

const route = getRouteApi('/datasets');

/** Every dataset with its newest version. */
export function DatasetsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { add } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(datasetListQuery(bridge.client));
  const datasets = list.data;
  const openSheet = (): void => void navigate({ search: (search) => ({ ...search, add: 'yes' }) });
  return (
    <>
      <PageHead
        title={t('datasets.title')}
        meta={datasets !== undefined && t('datasets.summary', { count: datasets.length })}
      >
        <Button variant="filled" onClick={openSheet}>
          {t('datasets.add')}
        </Button>
      </PageHead>
      {datasets === undefined ? (
        list.isError ? (
          <PageProblem
            title={t('datasets.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <StillBars />
        )
      ) : datasets.length === 0 ? (
        <EmptyState
          title={t('datasets.emptyTitle')}
          lines={[t('datasets.emptyText'), t('datasets.emptyText2')]}
        >
          <Button onClick={openSheet}>{t('datasets.add')}</Button>
          <div className={classes.command}>
            <Copyable text="stile dataset add reviews reviews.csv" label={t('connect.commands')} />
          </div>
        </EmptyState>
      ) : (
        <DatasetTable datasets={datasets} />
      )}
      {add !== undefined && (
        <AddDataSheet
          name={null}
          onClose={() =>
            void navigate({ search: (search) => ({ ...search, add: undefined }), replace: true })
          }
        />
      )}
    </>
  );
}

function DatasetTable({ datasets }: { datasets: readonly DatasetSummary[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { sort } = route.useSearch();
  const order = sort ?? 'added';
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('datasets.list')}>
      <table className={table.table} aria-label={t('datasets.list')}>
        <thead>
          <tr>
            <SortHead by="name" order={order}>
              {t('datasets.name')}
            </SortHead>
            <th>{t('datasets.newest')}</th>
            <SortHead by="rows" order={order} right>
              {t('datasets.rows')}
            </SortHead>
            <SortHead by="size" order={order} right>
              {t('datasets.size')}
            </SortHead>
            <th>{t('datasets.source')}</th>
            <SortHead by="added" order={order}>
              {t('datasets.added')}
            </SortHead>
            <th>{t('datasets.description')}</th>
          </tr>
        </thead>
        <tbody>
          {sortDatasets(datasets, order, locale).map((dataset) => (
            <DatasetLine key={dataset.name} dataset={dataset} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DatasetLine({ dataset }: { dataset: DatasetSummary }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { name, latest, description } = dataset;
  return (
    <tr>
      <th scope="row">
        <Link to="/datasets/$name" params={{ name }} className={table.link} translate="no">
          {name}
        </Link>
      </th>
      <td>{t('datasets.v', { version: latest.version })}</td>
      <td className={table.right}>{latest.rows === null ? '–' : formatCount(latest.rows, locale)}</td>
      <td className={table.right}>{formatBytes(latest.bytes, locale)}</td>
      <td className={classes.source} title={latest.source.location}>
        {t(`datasets.sources.${latest.source.kind}`)}{' '}
        <span className="g3 sm" translate="no">
          {shortLocation(latest.source)}
        </span>
      </td>
      <td className="g3">
        <RelativeTime at={latest.createdAt} />
      </td>
      <td className={`${table.wide ?? ''} g2`} title={description} translate="no">
        {description === '' ? '–' : description}
      </td>
    </tr>
  );
}
