/** A model's bytes as a session takes them, and the classes that its last classifier names. */
export interface OnnxGraph {
  bytes: Uint8Array;
  /** In the order of the probabilities; null when no node names any. */
  classes: string[] | null;
}

/** Numbers of fields in onnx.proto (github.com/onnx/onnx, onnx/onnx.proto). */
const model = { graph: 7 } as const;
const graph = { node: 1, output: 12 } as const;
const node = { output: 2, opType: 4, attribute: 5, domain: 7 } as const;
const attribute = { ints: 8, strings: 9 } as const;
const valueInfo = { type: 2 } as const;
const nameField = 1;

/**
 * Converters end classifiers with a ZipMap, which makes a list of maps of the probabilities; sessions in JavaScript
 * read tensors alone. It becomes an Identity, so that the output of the same name is the tensor itself.
 * @throws Error for bytes that are no ONNX model
 */
export function readOnnxGraph(bytes: Buffer): OnnxGraph {
  const parts: Uint8Array[] = [];
  let classes: string[] | null = null;
  let hasGraph = false;
  let isChanged = false;
  for (const field of readFields(bytes)) {
    if (field.number !== model.graph || field.value === null) {
      parts.push(field.whole);
      continue;
    }
    const read = rewriteGraph(field.value);
    hasGraph = true;
    classes = read.classes;
    // Most have nothing to rewrite, and may be large.
    const isSame = read.bytes === field.value;
    isChanged ||= !isSame;
    parts.push(isSame ? field.whole : writeField(model.graph, read.bytes));
  }
  if (!hasGraph) throw new Error('it holds no graph');
  return { bytes: isChanged ? Buffer.concat(parts) : bytes, classes };
}

function rewriteGraph(bytes: Buffer): OnnxGraph {
  const fields = [...readFields(bytes)];
  const nodes = fields.filter(({ number }) => number === graph.node).map(({ value }) => readNode(value));
  const zipped = new Set(nodes.filter(isZipMap).flatMap(({ outputs }) => outputs));
  const classes = nodes.map((one) => one.classes).findLast((found) => found !== null) ?? null;
  if (zipped.size === 0) return { bytes, classes };
  const parts = fields.map(({ number, value, whole }) => {
    if (number === graph.node && isZipMap(readNode(value))) return writeField(number, toIdentity(value));
    if (number === graph.output && zipped.has(readName(value))) return writeField(number, toTensor(value));
    return whole;
  });
  return { bytes: Buffer.concat(parts), classes };
}

interface Node {
  opType: string;
  outputs: string[];
  classes: string[] | null;
}

function readNode(bytes: Buffer | null): Node {
  const read: Node = { opType: '', outputs: [], classes: null };
  for (const { number, value } of readFields(bytes)) {
    if (value === null) continue;
    if (number === node.opType) read.opType = value.toString();
    if (number === node.output) read.outputs.push(value.toString());
    if (number === node.attribute) read.classes ??= readClasses(value);
  }
  return read;
}

function isZipMap({ opType }: Node): boolean {
  return opType === 'ZipMap';
}

/** The values of `classlabels_strings`, `classlabels_ints` or `classlabels_int64s`. */
function readClasses(bytes: Buffer): string[] | null {
  // Those of trees have millions of numbers, which are nobody's names.
  if (!readName(bytes).startsWith('classlabels_')) return null;
  const labels: string[] = [];
  for (const { number, value, varint } of readFields(bytes)) {
    if (number === attribute.strings && value !== null) labels.push(value.toString());
    if (number !== attribute.ints) continue;
    for (const label of value === null ? [varint] : readVarints(value)) labels.push(String(label));
  }
  return labels.length > 0 ? labels : null;
}

function toIdentity(bytes: Buffer | null): Uint8Array {
  const replaced: readonly number[] = [node.opType, node.attribute, node.domain];
  const kept = [...readFields(bytes)].filter(({ number }) => !replaced.includes(number));
  return Buffer.concat([...kept.map(({ whole }) => whole), writeField(node.opType, Buffer.from('Identity'))]);
}

/** TypeProto { tensor_type { elem_type: FLOAT } } */
const floatTensor = Buffer.from([0x0a, 0x02, 0x08, 0x01]);

function toTensor(bytes: Buffer | null): Uint8Array {
  const kept = [...readFields(bytes)].filter(({ number }) => number !== valueInfo.type);
  return Buffer.concat([...kept.map(({ whole }) => whole), writeField(valueInfo.type, floatTensor)]);
}

/** Of an attribute or of an output: their first field. */
function readName(bytes: Buffer | null): string {
  for (const { number, value } of readFields(bytes)) {
    if (number === nameField && value !== null) return value.toString();
  }
  return '';
}

interface Field {
  number: number;
  /** Of a field with a length; null for a number. */
  value: Buffer | null;
  varint: bigint;
  /** With its tag. */
  whole: Buffer;
}

/** The fields of a protobuf message (protobuf.dev/programming-guides/encoding). @throws Error for other bytes */
function* readFields(bytes: Buffer | null): Generator<Field> {
  if (bytes === null) return;
  for (let at = 0; at < bytes.length;) {
    const start = at;
    const tag = readVarint(bytes, at);
    at = tag.end;
    const wireType = Number(tag.value & 7n);
    const number = Number(tag.value >> 3n);
    let value: Buffer | null = null;
    let varint = 0n;
    if (wireType === 0) ({ value: varint, end: at } = readVarint(bytes, at));
    else if (wireType === 1) at += 8;
    else if (wireType === 5) at += 4;
    else if (wireType === 2) {
      const length = readVarint(bytes, at);
      const end = length.end + Number(length.value);
      if (end > bytes.length) throw notOnnx();
      value = bytes.subarray(length.end, end);
      at = end;
    } else throw notOnnx();
    if (number === 0 || at > bytes.length) throw notOnnx();
    yield { number, value, varint: BigInt.asIntN(64, varint), whole: bytes.subarray(start, at) };
  }
}

function readVarints(bytes: Buffer): bigint[] {
  const found: bigint[] = [];
  for (let at = 0; at < bytes.length;) {
    const { value, end } = readVarint(bytes, at);
    found.push(BigInt.asIntN(64, value));
    at = end;
  }
  return found;
}

const mostVarintBytes = 10;

function readVarint(bytes: Buffer, from: number): { value: bigint; end: number } {
  let value = 0n;
  for (let index = 0; index < mostVarintBytes; index++) {
    const byte = bytes[from + index];
    if (byte === undefined) throw notOnnx();
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, end: from + index + 1 };
  }
  throw notOnnx();
}

function writeField(number: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([writeVarint((number << 3) | 2), writeVarint(value.length), value]);
}

function writeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}

function notOnnx(): Error {
  return new Error('its bytes are no ONNX model');
}
