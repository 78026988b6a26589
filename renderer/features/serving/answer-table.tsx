import { useTranslation } from 'react-i18next';
import type { ServedPrediction } from '#contract/serving.ts';
import { formatMicros, formatUnit } from '#renderer/parts/figures.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { showCell } from './parse-rows.ts';
import type { Json } from './read-cell.ts';
import type { SignatureLine } from './read-signature.ts';
import classes from './try-rows.module.css';

type AnswerTableProps = {
  readonly served: ServedPrediction;
  /** What was asked, a row for each prediction. */
  readonly rows: readonly Json[];
  readonly columns: readonly SignatureLine[] | null;
};

/** Rows that are drawn. */
const mostShown = 100;

/** The answer to each row, how sure the model is where it says so, and the row beside it. */
export function AnswerTable({ served, rows, columns }: AnswerTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { predictions, micros, model } = served;
  const hasConfidence = predictions.some(({ confidence }) => confidence !== null);
  const names = columns?.map(({ name }) => name) ?? namesOf(rows);
  const shown = predictions.slice(0, mostShown);
  return (
    <>
      <p className={classes.caption}>
        {t('tryRows.by', {
          count: rows.length,
          answers: t('tryRows.predictions', { count: predictions.length }),
          version: model.version,
          time: formatMicros(micros, locale),
        })}
        {shown.length < predictions.length &&
          ` ${t('tryRows.firstOf', { shown: formatCount(shown.length, locale) })}`}
      </p>
      <div className={classes.wide} tabIndex={0} role="group" aria-label={t('tryRows.answers')}>
        <table
          className={`${table.table ?? ''} ${table.inPanel ?? ''} ${classes.answers ?? ''}`}
          aria-label={t('tryRows.answers')}
        >
          <thead>
            <tr>
              <th className={classes.number}>{t('tryRows.row')}</th>
              <th>{t('tryRows.answer')}</th>
              {hasConfidence && <th className={table.right}>{t('tryRows.confidence')}</th>}
              {names.map((name) => (
                <th
                  key={name}
                  className={`mono ${isNumeric(rows, name) ? (table.right ?? '') : ''}`}
                  translate="no"
                >
                  {name === '' ? t('tryRows.value') : name}
                </th>
              ))}
              <td className={table.wide} />
            </tr>
          </thead>
          <tbody>
            {shown.map(({ label, confidence }, at) => (
              <tr key={at}>
                <td className={classes.number}>{at + 1}</td>
                <th scope="row" className={classes.label} title={label} translate="no">
                  {label}
                </th>
                {hasConfidence && (
                  <td className={table.right}>
                    {confidence === null ? '–' : formatUnit(confidence, locale)}
                  </td>
                )}
                {names.map((name) => (
                  <td
                    key={name}
                    className={`${classes.input ?? ''} ${isNumeric(rows, name) ? (table.right ?? '') : ''}`}
                    title={cellOf(rows[at], name)}
                    translate="no"
                  >
                    {cellOf(rows[at], name) || '–'}
                  </td>
                ))}
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Columns of rows that no signature names; one without a name for rows that are lists or values. */
function namesOf(rows: readonly Json[]): readonly string[] {
  const [first] = rows;
  return isObject(first) ? Object.keys(first) : [''];
}

/** Numbers stand at the right, so that their digits can be compared. */
function isNumeric(rows: readonly Json[], name: string): boolean {
  return rows.slice(0, mostShown).every((row) => typeof (isObject(row) ? row[name] : row) === 'number');
}

function cellOf(row: Json | undefined, name: string): string {
  return isObject(row) ? showCell(row[name]) : showCell(row);
}

function isObject(row: Json | undefined): row is { readonly [key: string]: Json } {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
