import type { Tensor } from 'onnxruntime-web';
import type { Json } from '#core/kernel/json.ts';
import type { PythonAnswer, PythonRequest } from '../python/python-protocol.ts';
import { refusal } from '../scoring-refusal.ts';
import { nest, type RequestTable } from './request-table.ts';

/** What a model gave for the rows of a request. */
export interface OnnxResult {
  table: RequestTable;
  outputs: Readonly<Record<string, Tensor>>;
  classes: readonly string[] | null;
}

/**
 * An answer as models in Python give it: one output is a list of its rows, several are an object per row.
 * @throws ScoringRefusal for outputs of which nobody can tell which row they are for
 */
export function buildAnswer(
  { table, outputs, classes }: OnnxResult,
  request: PythonRequest,
  id: string | null,
): Omit<PythonAnswer, 'micros'> {
  const { rows } = table;
  const columns = Object.entries(outputs).map(([name, tensor]): [string, Json[]] => [
    name,
    rowsOf(name, tensor, rows),
  ]);
  const labelled = findLabels(outputs, classes, rows);
  const answer =
    request.kind === 'infer'
      ? wordInference(request, outputs, id)
      : { predictions: toRecords(columns, rows) };
  const predictions = labelled?.labels ?? toRecords(columns, rows);
  return {
    rows,
    answer: JSON.stringify(answer),
    inputs: JSON.stringify(toLog(table)),
    predictions: JSON.stringify(predictions.map((one) => [one, null])),
    probabilities: JSON.stringify(labelled === null ? null : [labelled.classes, labelled.probabilities]),
  };
}

function rowsOf(name: string, tensor: Tensor, rows: number): Json[] {
  const { dims } = tensor;
  if (dims[0] !== rows && !(rows === 1 && dims.length === 0)) {
    const message = `The model gave ${dims[0] ?? 1} values of "${name}" for ${rows} rows, so nobody can tell which row they are for.`;
    throw refusal(500, 'INTERNAL_ERROR', message);
  }
  // A column of one value per row is that value.
  const sizes = dims.length === 2 && dims[1] === 1 ? [rows] : dims.length === 0 ? [1] : [...dims];
  return nest(valuesOf(tensor), sizes) as Json[];
}

/** Numbers that JSON cannot hold are null; integers above 2^53 are rounded. */
function valuesOf({ data, type }: Tensor): Json[] {
  if (type === 'bool') return Array.from(data as ArrayLike<number>, (one) => Boolean(one));
  return Array.from(data as ArrayLike<string | number | bigint>, (one) => {
    if (typeof one === 'bigint') return Number(one);
    if (type === 'float32') return roundTo32(one as number);
    return typeof one === 'number' && !Number.isFinite(one) ? null : one;
  });
}

/** The shortest text that reads back as the same 32 bits: 0.1 and not 0.10000000149011612. */
function roundTo32(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

function toRecords(columns: [string, Json[]][], rows: number): Json[] {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only[1];
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[row] ?? null])),
  );
}

/**
 * Labels and probabilities of a classifier: an output with a text or a whole number per row, and one with as many
 * numbers per row as there are classes, which hold every label.
 */
function findLabels(
  outputs: OnnxResult['outputs'],
  classes: readonly string[] | null,
  rows: number,
): { labels: Json[]; classes: readonly Json[]; probabilities: Json[] } | null {
  const all = Object.entries(outputs);
  const label = all.find(
    ([, { type, dims, size }]) =>
      ['string', 'int64', 'int32'].includes(type) && dims[0] === rows && size === rows,
  );
  if (label === undefined) return null;
  const told = all.find(
    ([name, { type, dims }]) =>
      name !== label[0] && type.startsWith('float') && dims.length === 2 && dims[1] === classes?.length,
  );
  const labels = valuesOf(label[1]) as (string | number)[];
  if (told === undefined || classes === null || classes.length < 2)
    return { labels, classes: [], probabilities: [] };
  const known = new Set(classes);
  if (!labels.every((one) => known.has(`${one}`))) return { labels, classes: [], probabilities: [] };
  const named = label[1].type === 'string' ? classes : classes.map(Number);
  return { labels, classes: named, probabilities: rowsOf(told[0], told[1], rows) };
}

const datatypes: Readonly<Record<string, string>> = {
  ...{ bool: 'BOOL', string: 'BYTES', float16: 'FP16', float32: 'FP32', float64: 'FP64' },
  ...{ int8: 'INT8', int16: 'INT16', int32: 'INT32', int64: 'INT64' },
  ...{ uint8: 'UINT8', uint16: 'UINT16', uint32: 'UINT32', uint64: 'UINT64' },
};

/** A type of ONNX in the words of the Open Inference Protocol. */
export function datatypeOf(type: Tensor.Type): string {
  return datatypes[type] ?? type.toUpperCase();
}

function wordInference(request: PythonRequest, outputs: OnnxResult['outputs'], id: string | null): Json {
  return {
    model_name: request.name,
    model_version: request.version,
    id: id ?? request.requestId,
    outputs: Object.entries(outputs).map(([name, tensor]) => ({
      name,
      datatype: datatypeOf(tensor.type),
      shape: [...tensor.dims],
      data: valuesOf(tensor),
    })),
  };
}

/** The rows as the log of requests keeps them. */
function toLog({ names, columns, rows }: RequestTable): Json[] {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only;
  return Array.from({ length: rows }, (_, row) => {
    const values = columns.map((column) => column[row] ?? null);
    return names === null ? values : Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]));
  });
}
