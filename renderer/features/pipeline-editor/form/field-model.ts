/** How a value is edited. */
export type Shape =
  | { readonly kind: 'text'; readonly isDuration: boolean }
  /** A text, a number, or true or false, told apart by how it is written. */
  | { readonly kind: 'scalar' }
  | {
      readonly kind: 'number';
      readonly isWhole: boolean;
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** `size`: it has exactly so many items. */
  | { readonly kind: 'list'; readonly item: readonly Shape[]; readonly size: number | null }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  | { readonly kind: 'record'; readonly value: readonly Shape[] }
  /** What no form fits: written as JSON. */
  | { readonly kind: 'any' };

/** One key of an object of a JSON Schema. */
export type Field = {
  readonly key: string;
  /** Of a union each way, the first of which is taken where nothing is written yet. */
  readonly shapes: readonly Shape[];
  readonly isRequired: boolean;
  /** What counts while the key is left out; undefined where nothing does. */
  readonly initial: unknown;
  /** The schema's own words. */
  readonly description: string;
};

type Schema = Readonly<Record<string, unknown>>;

/** The fields of an object's JSON Schema, in its order; none for a schema that is no object's. */
export function readFields(schema: unknown): readonly Field[] {
  const { properties, required } = asSchema(schema);
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(asSchema(properties)).map(([key, value]) => {
    const field = asSchema(value);
    return {
      key,
      shapes: readShapes(field),
      isRequired: needed.has(key),
      initial: field['default'],
      description: typeof field['description'] === 'string' ? field['description'] : '',
    };
  });
}

/** The schema that stands at a path of keys; `*` is what any key of a record holds. */
export function schemaAt(schema: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => {
    const { properties, additionalProperties } = asSchema(at);
    return key === '*' ? additionalProperties : asSchema(properties)[key];
  }, schema);
}

const any: Shape = { kind: 'any' };

/** The ways in which a value of this schema can be written. */
export function readShapes(schema: unknown): readonly Shape[] {
  const { anyOf, type, enum: options, prefixItems } = asSchema(schema);
  if (Array.isArray(anyOf)) return anyOf.flatMap(readShapes).filter(isFirstOfKind);
  if (Array.isArray(options) && options.every((option) => typeof option === 'string'))
    return [{ kind: 'choice', options }];
  if (Array.isArray(type)) return readTypes(type);
  if (type === 'array' && Array.isArray(prefixItems)) return [readTuple(prefixItems)];
  return [readShape(asSchema(schema))];
}

function readShape(schema: Schema): Shape {
  const { type, pattern, minimum, maximum, items, properties, additionalProperties } = schema;
  switch (type) {
    case 'string':
      return { kind: 'text', isDuration: typeof pattern === 'string' && pattern.includes('(ms|s|m|h|d)') };
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'number':
      return { kind: 'number', isWhole: type === 'integer', min: bound(minimum), max: bound(maximum) };
    case 'array':
      return { kind: 'list', item: readShapes(items), size: null };
    case 'object':
      if (properties !== undefined) return { kind: 'object', fields: readFields(schema) };
      return { kind: 'record', value: readShapes(additionalProperties) };
    default:
      return any;
  }
}

/** `["number", "null"]` is a number that may be left empty. */
function readTypes(types: readonly unknown[]): readonly Shape[] {
  const real = types.filter((type) => type !== 'null');
  if (real.length === 1) return readShapes({ type: real[0] });
  return [{ kind: 'scalar' }];
}

/** A list of a few items of one kind, such as a range; what mixes kinds fits no form. */
function readTuple(items: readonly unknown[]): Shape {
  const shapes = items.map((item) => readShapes(item));
  const [first] = shapes;
  const isEven =
    first?.[0] !== undefined && shapes.every(([one]) => one?.kind === first[0]?.kind && one?.kind !== 'any');
  return isEven && first !== undefined ? { kind: 'list', item: first, size: items.length } : any;
}

function isFirstOfKind(shape: Shape, index: number, all: readonly Shape[]): boolean {
  return all.findIndex(({ kind }) => kind === shape.kind) === index;
}

/** Where JSON Schema only says what JavaScript can hold, it says nothing. */
function bound(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}

/**
 * The shape to edit a value in: the one that it has, a text for a template and for what is written but fits none, or
 * JSON for what is no text.
 */
export function chooseShape(shapes: readonly Shape[], value: unknown): Shape {
  const [first = any] = shapes.filter(({ kind }) => kind !== 'any');
  if (value === undefined || value === null) return first;
  if (isTemplate(value)) return { kind: 'text', isDuration: false };
  const fitting = shapes.find((shape) => fits(shape, value));
  if (fitting !== undefined) return fitting;
  if (typeof value === 'object') return any;
  return first.kind === 'number' || first.kind === 'text' ? first : { kind: 'text', isDuration: false };
}

/** Whether a value is filled in by a run. */
function isTemplate(value: unknown): value is string {
  return typeof value === 'string' && value.includes('{{');
}

function fits(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string';
    case 'scalar':
      return typeof value !== 'object';
    case 'number':
    case 'boolean':
      return typeof value === shape.kind;
    case 'choice':
      return typeof value === 'string' && shape.options.includes(value);
    case 'list':
      return Array.isArray(value);
    case 'any':
      return false;
    default:
      return isMapping(value);
  }
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
