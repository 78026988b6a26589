/** One review as it stands in a file. */
export interface Row {
  id: string;
  text: string;
  label: string;
  /** only in the drift files */
  kind?: string;
}

/** RFC 4180 with LF: a cell with a comma, a quote or a line break is quoted, quotes are doubled. */
export function writeCsv(rows: readonly Row[]): string {
  const withKind = rows.some((row) => row.kind !== undefined);
  const lines = rows.map((row) =>
    [row.id, row.text, row.label, ...(withKind ? [row.kind ?? ''] : [])].map(cell).join(','),
  );
  return `${[`id,text,label${withKind ? ',kind' : ''}`, ...lines].join('\n')}\n`;
}

function cell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
