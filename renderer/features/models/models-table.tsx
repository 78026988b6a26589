import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { formatCount, formatMetric } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { ModelLine, ModelSort } from './model-lines.ts';
import classes from './models.module.css';
import { useRowKeys } from './use-row-keys.ts';

type ModelsTableProps = {
  readonly lines: readonly ModelLine[];
  readonly sort: ModelSort;
  readonly onSort: (sort: ModelSort) => void;
  readonly onNew: () => void;
  readonly onFilter: () => void;
};

/** Models as lines that the arrow keys walk through; Enter opens one. */
export function ModelsTable({ lines, sort, onSort, onNew, onFilter }: ModelsTableProps) {
  const { t } = useTranslation();
  const onKeyDown = useRowKeys({ n: onNew, '/': onFilter });
  const head = (column: ModelSort, align?: string): ReactNode => (
    <th
      className={align}
      aria-sort={sort === column ? (column === 'name' ? 'ascending' : 'descending') : undefined}
    >
      <button
        type="button"
        className={classes.sort}
        aria-label={t('registry.sortBy', { column: t(`registry.columns.${labels[column]}`) })}
        onClick={() => onSort(column)}
      >
        {t(`registry.columns.${labels[column]}`)}
        <span aria-hidden="true">{sort === column ? (column === 'name' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  );
  return (
    <div className={classes.scroll}>
      <table className={table.table} aria-label={t('models.list')} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {head('name')}
            {head('champion')}
            <th>{t('registry.columns.challenger')}</th>
            {head('versions', table.right)}
            {head('health')}
            <th className={table.right}>{t('registry.columns.metric')}</th>
            {head('changed', table.right)}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.model.name} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const labels = {
  name: 'model',
  champion: 'champion',
  versions: 'versions',
  health: 'health',
  changed: 'changed',
} as const;

function Row({ line: { model, challenger, openAlerts, metric } }: { line: ModelLine }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { champion } = model;
  return (
    <tr>
      <th scope="row" className={table.wide}>
        <Link
          to="/models/$name"
          params={{ name: model.name }}
          className={table.link}
          data-row={model.name}
          translate="no"
        >
          {model.name}
        </Link>
      </th>
      <td>
        {champion === null ? (
          <span className="g3">{t('models.none')}</span>
        ) : (
          <span className={classes.version}>
            {t('models.v', { version: champion.version.version })}
            <AliasTag alias="champion" />
            <span className="g3 sm">
              <RelativeTime at={champion.since} />
            </span>
          </span>
        )}
      </td>
      <td>
        {challenger === null ? (
          <span className="g3">–</span>
        ) : (
          <span className={classes.version}>
            {t('models.v', { version: challenger })}
            <AliasTag alias="challenger" />
          </span>
        )}
      </td>
      <td className={table.right}>{formatCount(model.versionCount, locale)}</td>
      <td>
        {openAlerts > 0 ? (
          <Link to="/alerts" search={{}} className={table.link}>
            <StateLabel shape="warning">{t('registry.health.open', { count: openAlerts })}</StateLabel>
          </Link>
        ) : champion === null ? (
          <span className="g3">–</span>
        ) : (
          <StateLabel shape="finished">{t('registry.health.quiet')}</StateLabel>
        )}
      </td>
      <td className={table.right}>
        {metric === null ? (
          '–'
        ) : (
          <>
            <span className="mono g3 sm" translate="no">
              {metric.split === '' ? metric.key : `${metric.split}/${metric.key}`}
            </span>{' '}
            {formatMetric(metric.value, 3, locale)}
            {metric.n !== null && <span className={classes.n}>{t('models.rows', { count: metric.n })}</span>}
          </>
        )}
      </td>
      <td className={`${table.right} g3`}>
        <RelativeTime at={model.updatedAt} />
      </td>
    </tr>
  );
}
