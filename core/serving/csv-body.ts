import Papa from 'papaparse';
import { findColumn, textsOf, type ModelInput } from './input-rows.ts';
import { badRequest } from './scoring-refusal.ts';

/**
 * The texts of a CSV request: a header line, then rows; blank lines are left out, as pandas does.
 * @throws ScoringRefusal
 */
export function parseCsvBody(body: string, input: ModelInput): string[] {
  const { data, errors } = Papa.parse<string[]>(body.replace(/^\uFEFF/, ''), {
    delimiter: ',',
    skipEmptyLines: true,
  });
  const [problem] = errors;
  if (problem !== undefined) {
    throw badRequest(
      `The CSV cannot be read at line ${(problem.row ?? 0) + 1}: ${problem.message}. Quotes within a text are written twice.`,
    );
  }
  const [header, ...rows] = data;
  if (header === undefined) {
    throw badRequest('The CSV is empty. Send a line with the names of the columns, then one line per row.');
  }
  const index = findColumn(header, input);
  const cells = rows.map((row, n) => {
    if (row.length !== header.length) {
      throw badRequest(
        `Row ${n + 1} of the CSV has ${row.length} values for ${header.length} columns. Put a text with commas in quotes.`,
      );
    }
    return row[index];
  });
  return textsOf(cells, input);
}
