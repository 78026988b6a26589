import { showValue } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { findColumn, kindOf, textsOf, wrongColumns, type ModelInput } from './input-rows.ts';
import { badRequest, invalidValue } from './scoring-refusal.ts';

type JsonObject = Record<string, Json>;

/** A request, read and checked. */
export interface Invocation {
  texts: string[];
  /** Answer with the probability of each label instead of the label. */
  probabilities: boolean;
}

/** The keys of a request, of which MLflow wants exactly one. */
const formats = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;
type Format = (typeof formats)[number];

/**
 * The texts and the param of a JSON request to `/invocations`, in MLflow's formats (mlflow/pyfunc/scoring_server).
 * @throws ScoringRefusal
 */
export function parseInvocation(body: string, input: ModelInput): Invocation {
  const request = parseJson(body);
  if (request === undefined) {
    throw badRequest(
      `The body is not JSON: it begins with "${showValue(body.slice(0, 60))}". Send an object such as ${example(input)}.`,
    );
  }
  if (!isObject(request)) {
    throw badRequest(
      `The body is ${kindOf(request)}, but an object is wanted. Send one such as ${example(input)}.`,
    );
  }
  const probabilities = readParams(request['params']);
  const format = findFormat(request, input);
  return { texts: readers[format](request[format], input), probabilities };
}

function findFormat(request: JsonObject, input: ModelInput): Format {
  let found: Format | null = null;
  for (const format of formats) {
    if (request[format] === undefined) continue;
    if (found !== null) {
      throw badRequest(
        `The body has both "${found}" and "${format}", but exactly one of ${formats.join(', ')} is wanted. Leave one out.`,
      );
    }
    found = format;
  }
  if (found !== null) return found;
  const keys = Object.keys(request);
  const seen = keys.length === 0 ? 'no keys' : `the keys "${showValue(keys.join('", "'))}"`;
  throw badRequest(
    `The body has ${seen}, but exactly one of ${formats.join(', ')} is wanted. Send an object such as ${example(input)}.`,
  );
}

/** Text models have one parameter; those that a signature does not name are left aside, as MLflow does. */
function readParams(params: Json | undefined): boolean {
  if (params === undefined || params === null) return false;
  if (!isObject(params))
    throw badRequest(`"params" is ${kindOf(params)}, but an object is wanted. Leave it out.`);
  const { probabilities = false } = params;
  if (typeof probabilities === 'boolean') return probabilities;
  throw invalidValue(`"params.probabilities" is ${kindOf(probabilities)}, but true or false is wanted.`);
}

const readers: Record<Format, (value: Json | undefined, input: ModelInput) => string[]> = {
  dataframe_split: readSplit,
  dataframe_records: readRecords,
  instances: (value, input) => readRows('instances', value, input),
  inputs: readInputs,
};

function readSplit(frame: Json | undefined, input: ModelInput): string[] {
  if (!isObject(frame)) throw wrongShape('dataframe_split', frame, 'an object with columns and data');
  const { columns, data } = frame;
  if (!Array.isArray(data)) throw wrongShape('dataframe_split.data', data, 'a list of rows');
  if (!Array.isArray(columns)) throw wrongShape('dataframe_split.columns', columns, 'a list of names');
  const index = findColumn(columns.map(String), input);
  const cells = data.map((row, n) => {
    if (!Array.isArray(row)) throw wrongShape(`dataframe_split.data[${n}]`, row, 'a list of values');
    if (row.length !== columns.length) {
      throw badRequest(
        `dataframe_split.data[${n}] has ${row.length} values for ${columns.length} columns. Send one value per column.`,
      );
    }
    return row[index];
  });
  return textsOf(cells, input);
}

function readRecords(records: Json | undefined, input: ModelInput): string[] {
  if (!Array.isArray(records)) throw wrongShape('dataframe_records', records, 'a list of objects');
  return textsOf(pickFromRecords('dataframe_records', records, input), input);
}

/** One object per row: the columns are those that any row has, as in a data frame. */
function pickFromRecords(key: string, records: readonly Json[], input: ModelInput): (Json | undefined)[] {
  const columns = new Set<string>();
  const rows = records.map((record, n) => {
    if (!isObject(record)) throw wrongShape(`${key}[${n}]`, record, 'an object');
    for (const column of Object.keys(record)) columns.add(column);
    return record;
  });
  if (rows.length === 0) return [];
  const names = [...columns];
  const name = names[findColumn(names, input)] ?? '';
  return rows.map((row) => row[name]);
}

/** A list of texts, of lists with one text, or of objects. */
function readRows(key: string, rows: Json | undefined, input: ModelInput): string[] {
  if (!Array.isArray(rows)) throw wrongShape(key, rows, 'a list of rows');
  const [first] = rows;
  if (isObject(first)) return textsOf(pickFromRecords(key, rows, input), input);
  if (!Array.isArray(first)) return textsOf(rows, input);
  return textsOf(
    rows.map((row, n) => {
      if (!Array.isArray(row)) throw wrongShape(`${key}[${n}]`, row, 'a list, as the rows before it are');
      if (row.length !== 1) {
        throw invalidValue(
          `${key}[${n}] has ${row.length} values, but the model takes one text per row. Send one.`,
        );
      }
      return row[0];
    }),
    input,
  );
}

/** A dictionary of columns, a list of rows, or one text alone. */
function readInputs(inputs: Json | undefined, input: ModelInput): string[] {
  if (typeof inputs === 'string') return [inputs];
  if (!isObject(inputs)) return readRows('inputs', inputs, input);
  const columns = Object.keys(inputs);
  if (columns.length === 0) throw wrongColumns(columns, input);
  const name = columns[findColumn(columns, input)] ?? '';
  const values = inputs[name];
  if (typeof values === 'string') return [values];
  return readRows(`inputs.${name}`, values, { column: null });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongShape(place: string, value: Json | undefined, wanted: string): Error {
  return badRequest(`"${place}" is ${kindOf(value)}, but ${wanted} is wanted.`);
}

function example({ column }: ModelInput): string {
  return column === null
    ? '{"inputs": ["good", "bad"]}'
    : `{"dataframe_split": {"columns": ["${column}"], "data": [["good"], ["bad"]]}}`;
}
