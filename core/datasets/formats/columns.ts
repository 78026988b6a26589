import { dataInvalid } from '../data-errors.ts';
import { copyText } from '../profile/value-counter.ts';
import type { Warning } from './table-reader.ts';

/** More columns than this are no table that anyone means. */
const maxColumns = 10_000;

/**
 * The names of a header: trimmed, and `column_3` where the third is empty.
 * @throws DATA_INVALID `duplicate_column`, `too_large`
 */
export function nameColumns(
  header: readonly string[],
  source: string,
): { columns: string[]; warnings: Warning[] } {
  checkColumnCount(header.length, source);
  const names = header.map((cell) => copyText(cell.trim()));
  const taken = new Set(names);
  const columns = names.map((name, at) => (name === '' ? freeName(at, taken) : name));
  refuseDuplicates(columns, source);
  const unnamed = names.filter((name) => name === '').length;
  const warning = { code: 'unnamed_column', count: unnamed, detail: columns[names.indexOf('')] ?? '' };
  return { columns, warnings: unnamed > 0 ? [warning] : [] };
}

export function numberColumns(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `column_${at + 1}`);
}

export function refuseDuplicates(columns: readonly string[], source: string): void {
  const first = new Map<string, number>();
  columns.forEach((name, at) => {
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, at);
      return;
    }
    throw dataInvalid(`${source} has two columns named "${name}" (columns ${other + 1} and ${at + 1}).`, {
      source,
      problem: 'duplicate_column',
      place: `column ${at + 1}`,
      value: name,
      remedy: 'Give each column a name of its own in the first row.',
    });
  });
}

export function checkColumnCount(count: number, source: string): void {
  if (count <= maxColumns) return;
  throw dataInvalid(`${source} has ${count} columns, at most ${maxColumns} are read.`, {
    source,
    problem: 'too_large',
    place: 'columns',
    value: String(count),
    remedy: 'Check the delimiter, or split the table.',
  });
}

function freeName(at: number, taken: Set<string>): string {
  let name = `column_${at + 1}`;
  while (taken.has(name)) name = `${name}_`;
  taken.add(name);
  return name;
}
