import { useTranslation } from 'react-i18next';
import type { FileDifference, RowChange } from '#contract/run-differences.ts';
import classes from './diffs.module.css';

type TableDifference = Extract<FileDifference, { kind: 'table' }>;

/** Rows that differ between two tables: cells with both values, rows that only one has. */
export function TableDiff({ found, label }: { found: TableDifference; label: string }) {
  const { t } = useTranslation();
  const { columns, key, counts, rows, addedColumns, removedColumns } = found;
  const shown = columns.map((name, place) => ({ name, place })).filter(({ name }) => name !== key);
  const all = counts.changed + counts.added + counts.removed;
  return (
    <>
      <p className={classes.note}>
        {t('compare.diffs.rowCounts', { ...counts, count: counts.changed })}{' '}
        {key === null ? t('compare.diffs.byOrder') : t('compare.diffs.byKey', { key })}{' '}
        {addedColumns.length > 0 && t('compare.diffs.addedColumns', { names: addedColumns.join(', ') })}{' '}
        {removedColumns.length > 0 && t('compare.diffs.removedColumns', { names: removedColumns.join(', ') })}
      </p>
      {rows.length === 0 ? (
        <p className={classes.note}>{t('compare.diffs.noRow')}</p>
      ) : (
        <div className={classes.text} role="region" aria-label={label} tabIndex={0}>
          <table className={classes.cells}>
            <thead>
              <tr>
                <th scope="col">{key ?? t('compare.diffs.row')}</th>
                {shown.map(({ name }) => (
                  <th key={name} scope="col" translate="no">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody translate="no">
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    {row.id}
                    {row.first === null && <span className={classes.only}>{t('compare.diffs.added')}</span>}
                    {row.second === null && (
                      <span className={classes.only}>{t('compare.diffs.removed')}</span>
                    )}
                  </th>
                  {shown.map(({ name, place }) => (
                    <ChangedCell key={name} row={row} place={place} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {all > rows.length && (
            <p className={classes.note}>{t('compare.diffs.moreRows', { count: all - rows.length })}</p>
          )}
        </div>
      )}
    </>
  );
}

function ChangedCell({ row: { first, second }, place }: { row: RowChange; place: number }) {
  const [one, other] = [first?.[place] ?? null, second?.[place] ?? null];
  if (first === null) return <td data-side="second">{other}</td>;
  if (second === null) return <td data-side="first">{one}</td>;
  if (one === other) return <td className="g3">{one}</td>;
  return (
    <td>
      <del>{one ?? '–'}</del> <ins>{other ?? '–'}</ins>
    </td>
  );
}
