import { useTranslation } from 'react-i18next';
import { xText, type XKind } from '#renderer/parts/charts/axis-text.ts';
import { mainValues, type ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './charts.module.css';
import type { ChartSettings } from './settings.ts';
import { numberFormat } from '#renderer/parts/intl-formats.ts';

const mostRows = 300;

type ChartTableProps = {
  readonly lines: readonly ChartLine[];
  readonly kind: XKind;
  readonly title: string;
  readonly settings: ChartSettings;
};

/** The drawn points as numbers: a row for each x, a column for each line. */
export function ChartTable({ lines, kind, title, settings }: ChartTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { rows, total } = tableRows(lines);
  const number = numberFormat(locale, { maximumSignificantDigits: 6 });
  const xTitle = settings.x.startsWith('metric:')
    ? settings.x.slice('metric:'.length)
    : settings.x === 'relative'
      ? t('charts.x.relativeTitle')
      : settings.x === 'time'
        ? t('charts.x.time')
        : t('charts.x.step');
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{xTitle}</th>
            {lines.map((line) => (
              <th key={line.id} scope="col">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([x, values]) => (
            <tr key={x}>
              <td>{xText(x, { kind, locale })}</td>
              {lines.map((line) => (
                <td key={line.id}>{cell(values.get(line.id), number)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p className={classes.note}>{t('charts.firstRows', { shown: rows.length, total })}</p>
      )}
    </div>
  );
}

function cell(value: number | undefined, number: Intl.NumberFormat): string {
  if (value === undefined) return '–';
  return Number.isNaN(value) ? 'NaN' : number.format(value);
}

type Row = [x: number, values: Map<string, number>];

function tableRows(lines: readonly ChartLine[]): { readonly rows: readonly Row[]; readonly total: number } {
  const byX = new Map<number, Map<string, number>>();
  for (const line of lines) {
    const values = mainValues(line);
    for (const [i, x] of line.xs.entries()) {
      const row = byX.get(x) ?? new Map<string, number>();
      row.set(line.id, values[i] ?? NaN);
      byX.set(x, row);
    }
  }
  const rows = [...byX].sort(([a], [b]) => a - b);
  return { rows: rows.slice(0, mostRows), total: rows.length };
}
