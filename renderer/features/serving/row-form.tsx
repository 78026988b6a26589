import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import table from '#renderer/parts/plain-table.module.css';
import { parseCsv } from './parse-csv.ts';
import type { RowProblem } from './read-cell.ts';
import type { SignatureLine } from './read-signature.ts';
import type { Cells } from './use-rows.ts';
import classes from './try-rows.module.css';

type RowFormProps = {
  readonly columns: readonly SignatureLine[];
  readonly cells: Cells;
  readonly problem: RowProblem | null;
  readonly problemId: string;
  readonly onChange: (cells: Cells) => void;
};

/** A table of fields: a line for each row, a column for each of the signature's. Cells of a sheet can be pasted in. */
export function RowForm({ columns, cells, problem, problemId, onChange }: RowFormProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.wide} tabIndex={0} role="group" aria-label={t('tryRows.table')}>
      <table className={`${table.table ?? ''} ${table.inPanel ?? ''} ${classes.fields ?? ''}`}>
        <thead>
          <tr>
            <th className={classes.number}>{t('tryRows.row')}</th>
            {columns.map(({ name, type, required }) => (
              <th key={name} className={numeric.has(type) ? table.right : undefined}>
                <span className={`${classes.column ?? ''} mono`} translate="no">
                  {name}
                </span>
                <span className={classes.type}>
                  <span translate="no">{type}</span>
                  {!required && `, ${t('tryRows.optional')}`}
                </span>
              </th>
            ))}
            <td className={classes.tool} />
          </tr>
        </thead>
        <tbody>
          {cells.map((texts, row) => (
            <tr key={row}>
              <td className={classes.number}>{row + 1}</td>
              {columns.map((column, place) => {
                const isWrong = problem?.row === row + 1 && problem.column === column.name;
                return (
                  <td key={column.name}>
                    <Cell
                      column={column}
                      row={row}
                      place={place}
                      text={texts[place] ?? ''}
                      problemId={isWrong ? problemId : undefined}
                      onChange={(text) => onChange(put(cells, row, place, [[text]], columns.length))}
                      onPaste={(pasted) => onChange(put(cells, row, place, pasted, columns.length))}
                    />
                  </td>
                );
              })}
              <td className={classes.tool}>
                <ActionIcon
                  size={24}
                  disabled={cells.length === 1}
                  aria-label={t('tryRows.removeRow', { row: row + 1 })}
                  onClick={() => onChange(cells.filter((_, at) => at !== row))}
                >
                  <IconX size={14} stroke={1.5} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = {
  readonly column: SignatureLine;
  readonly row: number;
  readonly place: number;
  readonly text: string;
  readonly problemId: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onPaste: (cells: Cells) => void;
};

const numeric: ReadonlySet<string> = new Set(['integer', 'long', 'float', 'double']);

function Cell({ column, row, place, text, problemId, onChange, onPaste }: CellProps) {
  const { t } = useTranslation();
  const shared = {
    'data-cell': `${String(row)} ${String(place)}`,
    'aria-label': t('tryRows.cell', { row: row + 1, column: column.name }),
    'aria-invalid': problemId !== undefined,
    error: problemId !== undefined,
    ...(problemId === undefined ? {} : { 'aria-describedby': problemId }),
    value: text,
  };
  if (column.type === 'boolean') {
    const empty = { value: '', label: column.required ? t('tryRows.choose') : '–' };
    return (
      <NativeSelect
        {...shared}
        size="xs"
        data={[empty, 'true', 'false']}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      {...(numeric.has(column.type) ? { inputMode: 'decimal', 'data-number': true } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
      onPaste={(event) => {
        const pasted = readPaste(event);
        if (pasted === null) return;
        event.preventDefault();
        onPaste(pasted);
      }}
    />
  );
}

/** Cells of a sheet come with tabs and line breaks; null for a plain text. */
function readPaste(event: ClipboardEvent): Cells | null {
  const text = event.clipboardData.getData('text/plain');
  return /[\t\n]/.test(text.trimEnd()) ? parseCsv(text) : null;
}

/** Puts texts in from one cell on, with new rows where there are too few. */
function put(cells: Cells, row: number, place: number, texts: Cells, width: number): Cells {
  const rows = Math.max(cells.length, row + texts.length);
  return Array.from({ length: rows }, (_, at) => {
    const line = cells[at] ?? Array.from({ length: width }, () => '');
    const given = texts[at - row];
    return given === undefined ? line : line.map((old, column) => given[column - place] ?? old);
  });
}
