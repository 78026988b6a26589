import type { ColumnProfile, DatasetSummary, DatasetVersion, DataInspection } from '#contract/datasets.ts';
import type { Outputs } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordBytes, wordCount, wordTime } from './words.ts';

/* What the `stile dataset` commands print. */

export function addedResult(version: Outputs['datasets']['add']): CommandResult {
  const { name, isNew } = version;
  const what = isNew
    ? `Added version ${version.version} of ${name}: `
    : `Version ${version.version} of ${name} has this content already: `;
  return { json: version, text: () => `${what}${wordSize(version)}.\n${wordWarnings(version.warnings)}` };
}

export function listResult({ datasets }: Outputs['datasets']['list']): CommandResult {
  const columns: Column<DatasetSummary>[] = [
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'VERSION', cell: ({ latest }) => String(latest.version), right: true },
    { title: 'ROWS', cell: ({ latest }) => String(latest.rows ?? ''), right: true },
    { title: 'SIZE', cell: ({ latest }) => wordBytes(latest.bytes), right: true },
    { title: 'ADDED', cell: ({ latest }) => wordTime(latest.createdAt) },
    { title: 'DESCRIPTION', cell: ({ description }) => description },
  ];
  return { json: { datasets }, text: (isTerminal) => formatTable(datasets, columns, isTerminal) };
}

export function versionsResult({ versions }: Outputs['datasets']['versions']): CommandResult {
  const columns: Column<DatasetVersion>[] = [
    { title: 'VERSION', cell: ({ version }) => String(version), right: true },
    { title: 'ROWS', cell: ({ rows }) => String(rows ?? ''), right: true },
    { title: 'SIZE', cell: ({ bytes }) => wordBytes(bytes), right: true },
    { title: 'ADDED', cell: ({ createdAt }) => wordTime(createdAt) },
    { title: 'DIGEST', cell: ({ digest }) => digest },
    { title: 'MESSAGE', cell: ({ message }) => message },
  ];
  return { json: { versions }, text: (isTerminal) => formatTable(versions, columns, isTerminal) };
}

export function versionResult(version: DatasetVersion): CommandResult {
  const { uri, format, csv, source, message, createdAt, sha256, warnings, columns } = version;
  const facts: [string, string][] = [
    ['Dataset', uri],
    ['Content', wordSize(version)],
    ['Format', csv === null ? format : `${format}, ${wordDelimiter(csv.delimiter)}, ${csv.encoding}`],
    ['Source', `${source.kind} ${toOneLine(source.location)}`.trim()],
    ['Message', toOneLine(message)],
    ['Added', wordTime(createdAt)],
    ['SHA-256', sha256],
  ];
  const table = (isTerminal: boolean): string =>
    columns.length === 0 ? '' : `\n${formatTable(columns, profileColumns, isTerminal)}`;
  return {
    json: version,
    text: (isTerminal) => pairLines(facts) + wordWarnings(warnings) + table(isTerminal),
  };
}

const profileColumns: Column<ColumnProfile>[] = [
  { title: 'COLUMN', cell: ({ name }) => name },
  { title: 'TYPE', cell: ({ type }) => type },
  { title: 'MISSING', cell: ({ missing }) => String(missing), right: true },
  {
    title: 'DISTINCT',
    cell: ({ distinct }) => (distinct === null ? 'over 10000' : String(distinct)),
    right: true,
  },
  { title: 'MIN', cell: ({ min }) => wordFigure(min), right: true },
  { title: 'MEAN', cell: ({ mean }) => wordFigure(mean), right: true },
  { title: 'MAX', cell: ({ max }) => wordFigure(max), right: true },
  { title: 'LENGTH', cell: ({ meanLength }) => wordFigure(meanLength), right: true },
  { title: 'MOST COMMON', cell: ({ top }) => wordTop(top) },
];

export function inspectionResult(inspection: DataInspection): CommandResult {
  const { format, csv, columns, bytes, rows, sample } = inspection;
  const facts: [string, string][] = [
    ['Format', format],
    ['Delimiter', csv === null ? '' : wordDelimiter(csv.delimiter)],
    ['Encoding', csv?.encoding ?? ''],
    ['Header', csv === null ? '' : csv.hasHeader ? 'yes' : 'no'],
    ['Size', wordBytes(bytes)],
    ['Rows', rows === null ? '' : String(rows)],
    ['Columns', columns.map(({ name, type }) => `${toOneLine(name)} (${type})`).join(', ')],
  ];
  const names = columns.map(({ name }) => name);
  return {
    json: inspection,
    text: (isTerminal) =>
      pairLines(facts) + (names.length === 0 ? '' : `\n${formatRows(names, sample, isTerminal)}`),
  };
}

export function rowsResult({ columns, rows }: Outputs['datasets']['preview']): CommandResult {
  return { json: { columns, rows }, text: (isTerminal) => formatRows(columns, rows, isTerminal) };
}

export function diffResult(diff: Outputs['datasets']['diff'], between: string): CommandResult {
  const { columnsAdded, columnsRemoved, columnsRetyped, rowsAdded, rowsRemoved } = diff;
  const retyped = columnsRetyped.map(({ name, from, to }) => `${name} (${from} -> ${to})`);
  const facts: [string, string][] = [
    ['Rows added', wordNumber(rowsAdded)],
    ['Rows removed', wordNumber(rowsRemoved)],
    ['Columns added', columnsAdded.join(', ')],
    ['Columns removed', columnsRemoved.join(', ')],
    ['Columns retyped', retyped.join(', ')],
    ['Files added', diff.filesAdded.join(', ')],
    ['Files removed', diff.filesRemoved.join(', ')],
    ['Files changed', diff.filesChanged.join(', ')],
  ];
  return { json: diff, text: () => `Between ${between}:\n${pairLines(facts)}` };
}

/** Characters of a cell that a terminal shows. */
const shownCharacters = 60;

function formatRows(
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  isTerminal: boolean,
): string {
  const shorten = (text: string): string =>
    isTerminal && text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text;
  return formatTable(
    rows,
    columns.map((name, at) => ({ title: toOneLine(name), cell: (row) => shorten(row[at] ?? '') })),
    isTerminal,
  );
}

function wordSize({ rows, columns, files, bytes }: DatasetVersion): string {
  const what =
    rows === null
      ? wordCount(files.length, 'file')
      : `${wordCount(rows, 'row')}, ${wordCount(columns.length, 'column')}`;
  return `${what}, ${wordBytes(bytes)}`;
}

const warningTexts: Readonly<Record<string, string>> = {
  encoding_guessed: 'the file is not UTF-8 and was read as Windows-1252',
  no_header: 'the first row looks like data, so the columns are numbered',
  unnamed_column: 'columns without a name got a number',
  empty_rows: 'empty rows were skipped',
  ragged_rows: 'rows with more or fewer cells than the first',
  links_skipped: 'links were left out',
};

function wordWarnings(warnings: DatasetVersion['warnings']): string {
  return warnings
    .map(({ code, count, detail }) => {
      const where = detail === '' ? '' : ` (${toOneLine(detail)})`;
      return `Note: ${warningTexts[code] ?? code}${count > 1 ? `: ${count}` : ''}${where}\n`;
    })
    .join('');
}

function wordDelimiter(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : `"${delimiter}"`;
}

function wordNumber(n: number | null): string {
  return n === null ? '' : String(n);
}

function wordFigure(value: number | string | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

function wordTop(top: ColumnProfile['top']): string {
  const common = top.filter(({ count }) => count > 1).slice(0, 3);
  return common.map(({ value, count }) => `${toOneLine(value).slice(0, 20)} (${count})`).join(', ');
}
