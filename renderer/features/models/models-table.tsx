import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { RegisteredModel } from '#contract/registry.ts';
import table from '#renderer/parts/plain-table.module.css';
import type { ModelLine, ModelSort } from './model-lines.ts';
import { ModelRow, useRowActs } from './model-row.tsx';
import classes from './models.module.css';
import { useRowKeys } from './use-row-keys.ts';

type ModelsTableProps = {
  readonly lines: readonly ModelLine[];
  readonly sort: ModelSort;
  readonly onSort: (sort: ModelSort) => void;
  readonly onNew: () => void;
  readonly onFilter: () => void;
  readonly onDelete: (model: RegisteredModel) => void;
};

/** Models as lines that the arrow keys walk through; Enter opens one. */
export function ModelsTable({ lines, sort, onSort, onNew, onFilter, onDelete }: ModelsTableProps) {
  const { t } = useTranslation();
  const acts = useRowActs(onDelete);
  const find = (name: string): RegisteredModel | undefined =>
    lines.find(({ model }) => model.name === name)?.model;
  const onKeyDown = useRowKeys({
    n: onNew,
    '/': onFilter,
    r: (name) => acts.rollback(find(name)),
    e: (name) => acts.archive(find(name)),
  });
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
            <th>{t('registry.columns.serving')}</th>
            {head('health')}
            <th className={table.right}>{t('registry.columns.trend')}</th>
            {head('changed', `${table.right ?? ''} ${classes.whenWide ?? ''}`)}
            <th>
              <span className={classes.hidden}>{t('registry.columns.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <ModelRow key={line.model.name} line={line} acts={acts} />
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
