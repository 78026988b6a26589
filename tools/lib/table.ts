/** One column of a printed table. */
export interface Column<Row> {
  title: string;
  cell: (row: Row) => string;
  /** numbers read best on the right */
  right?: boolean;
}

/** Lines of a table with a heading, columns as wide as their widest cell and two blanks between them. */
export function formatTable<Row>(rows: Row[], columns: Column<Row>[]): string[] {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const heading = columns.map((column) => column.title);
  const widths = heading.map((title, i) =>
    Math.max(title.length, ...cells.map((line) => line[i]?.length ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return [heading, rule, ...cells].map((line) => formatLine(line, widths, columns));
}

function formatLine<Row>(line: string[], widths: number[], columns: Column<Row>[]): string {
  const padded = line.map((cell, i) => {
    const width = widths[i] ?? 0;
    return columns[i]?.right ? cell.padStart(width) : cell.padEnd(width);
  });
  return padded.join('  ').trimEnd();
}
