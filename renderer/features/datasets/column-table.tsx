import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '#contract/datasets.ts';
import { formatFigure } from '#renderer/parts/figures.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './datasets.module.css';

/** What every column holds: its type, its gaps, its range and how its values are spread. */
export function ColumnTable({ columns }: { columns: readonly ColumnProfile[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.tableScroll} tabIndex={0} role="group" aria-label={t('datasets.columns')}>
      <table className={`${table.table ?? ''} ${table.inPanel ?? ''}`} aria-label={t('datasets.columns')}>
        <thead>
          <tr>
            <th>{t('datasets.column')}</th>
            <th>{t('datasets.type')}</th>
            <th>{t('datasets.spread')}</th>
            <th className={table.right}>{t('datasets.missing')}</th>
            <th className={table.right}>{t('datasets.distinct')}</th>
            <th className={table.right}>{t('datasets.min')}</th>
            <th className={table.right}>{t('datasets.max')}</th>
            <th className={table.right}>{t('datasets.mean')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnLine key={column.name} column={column} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnLine({ column }: { column: ColumnProfile }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { name, type, missing, distinct, min, max, mean } = column;
  return (
    <tr>
      <th scope="row" className={`${classes.columnName ?? ''} mono`} title={name} translate="no">
        {name}
      </th>
      <td>{t(`datasets.types.${type}`)}</td>
      <td className={classes.spread}>
        <Spread column={column} />
      </td>
      <td className={table.right}>{formatCount(missing, locale)}</td>
      <td className={table.right}>
        {distinct === null ? t('datasets.manyDistinct') : formatCount(distinct, locale)}
      </td>
      <Edge value={min} />
      <Edge value={max} />
      <td className={table.right}>{mean === null ? '–' : formatFigure(mean, locale)}</td>
    </tr>
  );
}

function Edge({ value }: { value: number | string | null }) {
  const locale = useLocale();
  const text = value === null ? '–' : typeof value === 'number' ? formatFigure(value, locale) : value;
  return (
    <td className={`${table.right ?? ''} ${classes.edge ?? ''}`} title={value === null ? '' : String(value)}>
      {text}
    </td>
  );
}

/** With more distinct values than this, the commonest say less than how long the texts are. */
const fewDistinct = 20;

function Spread({ column }: { column: ColumnProfile }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { type, distinct, top, histogram, meanLength } = column;
  const isNumber = type === 'integer' || type === 'number';
  const hasFew = distinct !== null && distinct <= fewDistinct;
  if (!isNumber && hasFew && top.length > 0) {
    return (
      <ul className={classes.top}>
        {top.slice(0, type === 'datetime' ? 2 : 3).map(({ value, count }) => (
          <li key={value} title={value}>
            <span className={classes.topValue} translate="no">
              {value}
            </span>{' '}
            <span className="g3">{formatCount(count, locale)}</span>
          </li>
        ))}
      </ul>
    );
  }
  if (histogram.length === 0) return '–';
  const counts = { count: histogram.length, counts: histogram.join(', ') };
  const label = isNumber
    ? t('datasets.distribution', {
        ...counts,
        min: wordEdge(column.min, locale),
        max: wordEdge(column.max, locale),
      })
    : t('datasets.lengths', counts);
  return (
    <span className={classes.shape}>
      <Histogram counts={histogram} label={label} />
      {!isNumber && meanLength !== null && (
        <span className="g3 sm">{t('datasets.meanLength', { value: formatFigure(meanLength, locale) })}</span>
      )}
    </span>
  );
}

function wordEdge(value: number | string | null, locale: string): string {
  return typeof value === 'number' ? formatFigure(value, locale) : (value ?? '–');
}

const width = 96;
const height = 18;

function Histogram({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(1, ...counts);
  const step = width / counts.length;
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={classes.histogram}>
      {counts.map((count, index) => {
        // A bin with anything in it is seen, however small it is beside the largest.
        const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 1));
        return (
          <rect
            key={index}
            x={index * step}
            y={height - 1 - tall}
            width={Math.max(1, step - 1)}
            height={tall}
          />
        );
      })}
      <path d={`M0 ${String(height - 0.5)}H${String(width)}`} />
    </svg>
  );
}
