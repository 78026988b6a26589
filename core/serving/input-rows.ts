import { showValue } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { invalidValue, type ScoringRefusal } from './scoring-refusal.ts';

/** What the model's signature says of its one input. */
export interface ModelInput {
  /** The column that the texts are in; null when the signature does not name it. */
  column: string | null;
}

/**
 * Checks that each value is a text. A frame's column, a list and a dictionary's column all end here: a text model gets
 * a plain sequence, so that n rows give n predictions.
 * @throws ScoringRefusal naming the first row that is not a text; also when there are no rows
 */
export function textsOf(values: readonly (Json | undefined)[], input: ModelInput): string[] {
  if (values.length === 0) {
    throw invalidValue(`The request has no rows. Send at least one row with ${wanted(input)}.`);
  }
  for (let row = 0; row < values.length; row++) {
    if (typeof values[row] !== 'string') throw notText(values[row], row, input);
  }
  return values as string[];
}

function notText(value: Json | undefined, row: number, input: ModelInput): ScoringRefusal {
  const kind = kindOf(value);
  const seen = value === undefined ? 'missing' : value === null ? kind : `${showValue(value)}, ${kind}`;
  return invalidValue(`Row ${row + 1} of ${values(input)} is ${seen}. Send a text in quotes.`);
}

/**
 * The position of the model's column among those of a frame. Other columns beside it are left alone, as MLflow does
 * with a named signature; a model without a name for its input takes the only column there is.
 * @throws ScoringRefusal naming the columns seen and the one wanted
 */
export function findColumn(columns: readonly string[], input: ModelInput): number {
  const { column } = input;
  if (column === null) {
    if (columns.length === 1) return 0;
  } else {
    const index = columns.indexOf(column);
    if (index !== -1) return index;
  }
  throw wrongColumns(columns, input);
}

export function wrongColumns(columns: readonly string[], input: ModelInput): ScoringRefusal {
  const seen = columns.length === 0 ? 'no column' : `${count(columns)} ${showList(columns)}`;
  return invalidValue(`The model wants ${wanted(input)}, but the request has ${seen}. Send that column.`);
}

function count(columns: readonly string[]): string {
  return columns.length === 1 ? 'the column' : `${columns.length} columns:`;
}

const mostShown = 20;

function showList(names: readonly string[]): string {
  const shown = names.slice(0, mostShown).map((name) => `"${showValue(name)}"`);
  return [...shown, ...(names.length > mostShown ? ['...'] : [])].join(', ');
}

function wanted({ column }: ModelInput): string {
  return column === null ? 'one column of texts' : `the column "${column}"`;
}

function values({ column }: ModelInput): string {
  return column === null ? 'the input' : `"${column}"`;
}

/** A word for the kind of a JSON value. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
