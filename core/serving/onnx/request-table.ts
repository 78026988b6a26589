import Papa from 'papaparse';
import { showValue } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { kindOf } from '../input-rows.ts';
import { badRequest, invalidValue } from '../scoring-refusal.ts';

/** The rows of a request, column by column; a value may be a list, of a tensor with more axes. */
export interface RequestTable {
  /** Null when the request does not name its columns. */
  names: string[] | null;
  columns: Json[][];
  rows: number;
}

type JsonObject = Record<string, Json>;

const formats = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;

/** A JSON body of `/invocations` in MLflow's formats (mlflow/pyfunc/scoring_server). @throws ScoringRefusal */
export function readInvocation(body: string): RequestTable {
  const request = parseBody(body);
  if (!isObject(request))
    throw badRequest(
      `The body is ${kindOf(request)}, but an object with one of ${formats.join(', ')} is wanted.`,
    );
  const found = formats.filter((format) => request[format] !== undefined && request[format] !== null);
  const [format] = found;
  if (format === undefined || found.length > 1) {
    const keys = found.length > 1 ? found : Object.keys(request);
    const seen = keys.length === 0 ? 'no keys' : `"${showValue(keys.join('" and "'))}"`;
    throw badRequest(`The body has ${seen}, but exactly one of ${formats.join(', ')} is wanted.`);
  }
  return readers[format](request[format] ?? null);
}

const readers: Record<(typeof formats)[number], (value: Json) => RequestTable> = {
  dataframe_split: readSplit,
  dataframe_records: (value) => tableOfRecords('dataframe_records', listOf('dataframe_records', value)),
  instances: (value) => readInstances('instances', value),
  inputs: (value) => {
    if (isObject(value)) return tableOfColumns(value);
    return readInstances('inputs', Array.isArray(value) ? value : [value]);
  },
};

function readSplit(frame: Json): RequestTable {
  if (!isObject(frame) || !Array.isArray(frame['data']))
    throw badRequest('"dataframe_split" must be an object with columns and data.');
  const { columns = null, data } = frame;
  if (columns !== null && !Array.isArray(columns))
    throw badRequest(`"dataframe_split.columns" is ${kindOf(columns)}, but a list of names is wanted.`);
  const isFlat = columns?.length === 1 && !Array.isArray(data[0]);
  return tableOfRows(
    'dataframe_split.data',
    columns?.map(String) ?? null,
    isFlat ? data.map((one) => [one]) : data,
  );
}

function readInstances(place: string, value: Json): RequestTable {
  const rows = listOf(place, value);
  const [first] = rows;
  if (isObject(first)) return tableOfRecords(place, rows);
  if (Array.isArray(first)) return tableOfRows(place, null, rows);
  return { names: null, columns: [rows], rows: rows.length };
}

/** Rows that share no names would be a table of mostly nothing: a small body must not fill the memory. */
const mostCells = 20_000_000;

function tableOfRecords(place: string, records: Json[]): RequestTable {
  const names = new Set<string>();
  const rows = records.map((record, n) => {
    if (!isObject(record))
      throw badRequest(`Row ${n + 1} of ${place} is ${kindOf(record)}, but an object is wanted.`);
    for (const name of Object.keys(record)) names.add(name);
    return record;
  });
  if (names.size * rows.length > mostCells) {
    const message = `${place} has ${rows.length} rows with ${names.size} different names. Send the columns of the model alone.`;
    throw badRequest(message);
  }
  const columns = [...names].map((name) => rows.map((row) => row[name] ?? null));
  return { names: [...names], columns, rows: rows.length };
}

function tableOfRows(place: string, names: string[] | null, rows: Json[]): RequestTable {
  const [first] = rows;
  const width = names?.length ?? (Array.isArray(first) ? first.length : 0);
  const checked = rows.map((row, n) => {
    if (!Array.isArray(row))
      throw badRequest(`Row ${n + 1} of ${place} is ${kindOf(row)}, but a list is wanted.`);
    if (row.length !== width)
      throw badRequest(
        `Row ${n + 1} of ${place} has ${row.length} values for ${width} columns. Send one value per column.`,
      );
    return row;
  });
  const columns = Array.from({ length: width }, (_, at) => checked.map((row) => row[at] ?? null));
  return { names, columns, rows: rows.length };
}

function tableOfColumns(given: JsonObject): RequestTable {
  const columns = Object.values(given).map((value) => (Array.isArray(value) ? value : [value]));
  const rows = columns[0]?.length ?? 0;
  const names = Object.keys(given);
  if (columns.some(({ length }) => length !== rows)) {
    const seen = names.map((name, at) => `"${name}" has ${columns[at]?.length ?? 0}`).join(', ');
    throw badRequest(`The columns of inputs are of different lengths: ${showValue(seen)}.`);
  }
  return { names, columns, rows };
}

/** A header line, then rows; what reads as a number is one unless its column is one of texts. @throws ScoringRefusal */
export function readCsv(body: string, isText: (column: string) => boolean): RequestTable {
  const { data, errors } = Papa.parse<string[]>(body.replace(/^\uFEFF/, ''), {
    delimiter: ',',
    skipEmptyLines: true,
  });
  const [problem] = errors;
  if (problem !== undefined)
    throw badRequest(`The CSV cannot be read at line ${(problem.row ?? 0) + 1}: ${problem.message}.`);
  const [header, ...rows] = data;
  if (header === undefined)
    throw badRequest('The CSV is empty. Send a line with the names of the columns, then one line per row.');
  const table = tableOfRows('the CSV', header, rows);
  return {
    ...table,
    columns: table.columns.map((column, at) => (isText(header[at] ?? '') ? column : column.map(readCell))),
  };
}

function readCell(cell: Json): Json {
  if (typeof cell !== 'string') return cell;
  if (cell.trim() === '') return null;
  if (cell === 'true' || cell === 'True') return true;
  if (cell === 'false' || cell === 'False') return false;
  const number = Number(cell);
  return Number.isFinite(number) ? number : cell;
}

/** A body of the Open Inference Protocol: a tensor per input, the first axis being rows. @throws ScoringRefusal */
export function readInference(body: string): RequestTable & { id: string | null } {
  const request = parseBody(body);
  const inputs = isObject(request) ? request['inputs'] : undefined;
  if (!isObject(request) || !Array.isArray(inputs) || inputs.length === 0)
    throw badRequest(
      'The body must be an object with a list of "inputs", each with name, shape, datatype and data.',
    );
  const parts = inputs.map(readPart);
  const rows = parts[0]?.rows.length ?? 0;
  if (parts.some((part) => part.rows.length !== rows)) {
    const seen = parts.map((part) => part.rows.length).join(', ');
    throw invalidValue(`The inputs have different numbers of rows: ${seen}.`);
  }
  const { id } = request;
  return {
    names: parts.map(({ name }) => name),
    columns: parts.map((part) => part.rows),
    rows,
    id: typeof id === 'string' ? id : null,
  };
}

function readPart(part: Json, index: number): { name: string; rows: Json[] } {
  const place = `inputs[${index}]`;
  if (!isObject(part)) throw badRequest(`"${place}" is ${kindOf(part)}, but an object is wanted.`);
  const { name, shape, data } = part;
  if (typeof name !== 'string') throw badRequest(`"${place}.name" is ${kindOf(name)}, but a text is wanted.`);
  const sizes = Array.isArray(shape) ? shape.map(Number) : [];
  if (sizes.length === 0 || !sizes.every((size) => Number.isInteger(size) && size > 0))
    throw badRequest(`"${place}.shape" is ${showValue(shape)}, but a list of sizes above 0 is wanted.`);
  if (!Array.isArray(data)) throw badRequest(`"${place}.data" is ${kindOf(data)}, but a list is wanted.`);
  const flat = flatten(data);
  const wanted = sizes.reduce((product, size) => product * size, 1);
  if (flat.length !== wanted)
    throw invalidValue(
      `"${place}.data" has ${flat.length} values, but the shape [${sizes.join(', ')}] wants ${wanted}.`,
    );
  return { name, rows: sizes.length === 1 ? flat : (nest(flat, sizes) as Json[]) };
}

/** The values of lists in each other, in row-major order; of anything else, itself. */
export function flatten(value: Json): Json[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}

/** Values in row-major order as lists of lists. */
export function nest(flat: readonly Json[], sizes: readonly number[]): Json {
  const [size = 0, ...inner] = sizes;
  if (inner.length === 0) return flat.slice(0, size);
  const step = inner.reduce((product, one) => product * one, 1);
  return Array.from({ length: size }, (_, at) => nest(flat.slice(at * step, (at + 1) * step), inner));
}

function parseBody(body: string): Json {
  const parsed = parseJson(body);
  if (parsed === undefined)
    throw badRequest(`The body is not JSON: it begins with "${showValue(body.slice(0, 60))}".`);
  return parsed;
}

function listOf(place: string, value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw badRequest(`"${place}" is ${kindOf(value)}, but a list is wanted.`);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
