import { Tensor } from 'onnxruntime-web';
import { showValue } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { kindOf } from '../input-rows.ts';
import { invalidValue } from '../scoring-refusal.ts';
import type { OnnxTensorSpec } from './onnx-session.ts';
import { flatten, type RequestTable } from './request-table.ts';

/**
 * The tensors that a model takes of a request. Several inputs are columns by name, or in order where the request names
 * none; one input takes its own column, or all columns of a row side by side, as MLflow's wrapper of ONNX does.
 * @param columns that the signature names, in their order; empty when it names none
 * @throws ScoringRefusal naming the row and the value that do not fit
 */
export function buildFeeds(
  table: RequestTable,
  inputs: readonly OnnxTensorSpec[],
  columns: readonly string[],
): Record<string, Tensor> {
  if (table.rows === 0) throw invalidValue('The request has no rows. Send at least one.');
  const [only] = inputs;
  if (inputs.length === 1 && only !== undefined)
    return { [only.name]: toTensor(only, pickRows(table, only, columns)) };
  const picked = inputs.map((input, at): [string, Tensor] => {
    const index = table.names?.indexOf(input.name) ?? at;
    const column = table.columns[index];
    if (column === undefined || (table.names === null && table.columns.length !== inputs.length))
      throw wrongColumns(
        table,
        inputs.map(({ name }) => name),
      );
    return [input.name, toTensor(input, column)];
  });
  return Object.fromEntries(picked);
}

/** One value, or list of values, per row. */
function pickRows(
  { names, columns, rows }: RequestTable,
  input: OnnxTensorSpec,
  wanted: readonly string[],
): Json[] {
  const own = names?.indexOf(input.name) ?? -1;
  const named = columns[own];
  if (named !== undefined) return named;
  if (names === null && columns.length === 1 && columns[0] !== undefined) return columns[0];
  const picked =
    names === null || wanted.length === 0 ? columns : wanted.map((name) => columns[names.indexOf(name)]);
  if (picked.some((column) => column === undefined)) throw wrongColumns({ names, columns, rows }, wanted);
  return Array.from({ length: rows }, (_, row) => picked.map((column) => column?.[row] ?? null));
}

function wrongColumns({ names, columns }: RequestTable, wanted: readonly string[]): Error {
  const seen =
    names === null ? `${columns.length} columns without names` : `"${showValue(names.join('", "'))}"`;
  return invalidValue(
    `The model wants "${wanted.join('", "')}", but the request has ${seen}. Send those columns.`,
  );
}

function toTensor(input: OnnxTensorSpec, rows: readonly Json[]): Tensor {
  const { name, type, shape } = input;
  const cells = rows.map((row) => flatten(row));
  const sizes = findSizes(input, rows[0] ?? null, cells[0]?.length ?? 1);
  const wanted = sizes.reduce((product, size) => product * size, 1);
  cells.forEach((row, at) => {
    if (row.length === wanted) return;
    const seen = `${row.length} value${row.length === 1 ? '' : 's'}`;
    throw invalidValue(
      `Row ${at + 1} has ${seen} for "${name}", but the model takes ${wanted} (shape [${shape.join(', ')}]).`,
    );
  });
  const read = readerOf(type, name);
  const values = cells.flatMap((row, at) => row.map((cell) => read(cell, at)));
  return makeTensor(type, values, shape.length <= 1 ? [rows.length] : [rows.length, ...sizes]);
}

/** The sizes of a row: what the model leaves open is as the first row has it. */
function findSizes({ shape }: OnnxTensorSpec, row: Json, count: number): number[] {
  const declared = shape.slice(1);
  const open = declared.filter((size) => size < 0).length;
  if (open === 0) return declared;
  const seen = sizesOf(row);
  if (seen.length === declared.length)
    return declared.map((size, axis) => (size < 0 ? (seen[axis] ?? 1) : size));
  const known = declared.reduce((product, size) => (size < 0 ? product : product * size), 1);
  return declared.map((size) => (size >= 0 ? size : open === 1 ? Math.max(1, Math.floor(count / known)) : 1));
}

function sizesOf(value: Json): number[] {
  return Array.isArray(value) ? [value.length, ...sizesOf(value[0] ?? null)] : [];
}

type Cell = string | number | bigint | boolean;

/** What fits into the whole numbers of a type; others hold all that JSON can say. */
const ranges: Readonly<Partial<Record<Tensor.Type, readonly [number, number]>>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
  uint64: [0, Infinity],
};

function readerOf(type: Tensor.Type, name: string): (cell: Json, row: number) => Cell {
  const refuse = (cell: Json, row: number, what: string): Error =>
    invalidValue(
      `Row ${row + 1} of "${name}" is ${showValue(JSON.stringify(cell))}, ${kindOf(cell)}. Send ${what}.`,
    );
  if (type === 'string') {
    return (cell, row) => {
      if (typeof cell === 'string') return cell;
      throw refuse(cell, row, 'a text in quotes');
    };
  }
  if (type === 'bool') {
    return (cell, row) => {
      if (typeof cell === 'boolean') return cell;
      if (cell === 0 || cell === 1) return cell === 1;
      throw refuse(cell, row, 'true or false');
    };
  }
  const isWhole = type !== 'float32' && type !== 'float64' && type !== 'float16';
  const [least, most] = ranges[type] ?? [-Infinity, Infinity];
  const isLong = type === 'int64' || type === 'uint64';
  return (cell, row) => {
    const value = typeof cell === 'boolean' ? Number(cell) : cell;
    if (value === null && !isWhole) return NaN;
    if (typeof value !== 'number') throw refuse(cell, row, isWhole ? 'a whole number' : 'a number');
    if (isWhole && !Number.isSafeInteger(value)) throw refuse(cell, row, 'a whole number');
    if (value < least || value > most) throw refuse(cell, row, `one from ${least} to ${most}`);
    return isLong ? BigInt(value) : value;
  };
}

function makeTensor(type: Tensor.Type, values: Cell[], dims: number[]): Tensor {
  if (type === 'string') return new Tensor('string', values as string[], dims);
  if (type === 'bool') return new Tensor('bool', values as boolean[], dims);
  if (type === 'int64') return new Tensor('int64', BigInt64Array.from(values as bigint[]), dims);
  if (type === 'uint64') return new Tensor('uint64', BigUint64Array.from(values as bigint[]), dims);
  return new Tensor(type as 'float32', values as number[], dims);
}
