/** What a form shows for one param of a pipeline, read from its JSON Schema. */
export type ParamField = {
  readonly name: string;
  readonly kind: 'boolean' | 'number' | 'text';
  readonly isWhole: boolean;
  readonly initial: string | boolean;
  readonly description: string;
  readonly takes: ParamRules;
};

/** What the schema allows, as far as a form can hold a value against it. */
export type ParamRules = {
  readonly isNeeded: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly among: readonly unknown[] | null;
};

/** What a value should be instead. */
export type ParamFault =
  | { readonly kind: 'needed' }
  | {
      readonly kind: 'number';
      readonly isWhole: boolean;
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: 'among'; readonly names: readonly string[] }
  | { readonly kind: 'length'; readonly min: number | null; readonly max: number | null };

/** The fields of a pipeline's params. What has no known type is written as text, or as JSON where it is not one. */
export function paramFields(params: Readonly<Record<string, unknown>>): readonly ParamField[] {
  return Object.entries(params).map(([name, schema]) => {
    const read = readSchema(schema);
    const { type, default: initial, description } = read;
    const kind = type === 'boolean' ? 'boolean' : type === 'integer' || type === 'number' ? 'number' : 'text';
    return {
      name,
      kind,
      isWhole: type === 'integer',
      initial: kind === 'boolean' ? initial === true : toText(initial),
      description: typeof description === 'string' ? description : '',
      takes: readRules(read),
    };
  });
}

/** What a form begins with where a run gave its params already; of a param that the pipeline has no more nothing. */
export function givenValues(
  fields: readonly ParamField[],
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    fields
      .filter(({ name }) => Object.hasOwn(given, name))
      .map(({ name, kind }) => [name, kind === 'boolean' ? given[name] === true : toText(given[name])]),
  );
}

/** The value to send; undefined where the field is left as the pipeline has it. */
export function paramValue(field: ParamField, value: string | boolean): unknown {
  // A switch that the pipeline leaves open is off where nobody turns it on.
  const isOpen = field.kind === 'boolean' && field.takes.isNeeded;
  if (value === field.initial && !isOpen) return undefined;
  if (typeof value === 'boolean' || field.kind === 'text') return value;
  // What is no number goes as it was written: the engine names the value, the param and what it takes.
  const number = Number(value.replace(',', '.'));
  return value.trim() === '' || Number.isNaN(number) ? value : number;
}

/** What is wrong with a value by the rules of its param; null when the engine would take it. */
export function paramFault(field: ParamField, value: string | boolean): ParamFault | null {
  const { isNeeded, among, min, max, minLength, maxLength } = field.takes;
  const sent = paramValue(field, value);
  if (sent === undefined) return isNeeded ? { kind: 'needed' } : null;
  if (typeof sent === 'boolean') return null;
  if (field.kind === 'number' && !isNumberWithin(sent, field))
    return { kind: 'number', isWhole: field.isWhole, min, max };
  if (among !== null && !among.includes(sent)) return { kind: 'among', names: among.map(toText) };
  return isLengthWithin(sent, minLength, maxLength)
    ? null
    : { kind: 'length', min: minLength, max: maxLength };
}

function isLengthWithin(sent: unknown, min: number | null, max: number | null): boolean {
  return typeof sent !== 'string' || (sent.length >= (min ?? 0) && sent.length <= (max ?? Infinity));
}

/** Whether a value of some field is one that its param does not take. */
export function hasFaults(
  fields: readonly ParamField[],
  values: Readonly<Record<string, string | boolean>>,
): boolean {
  return fields.some((field) => paramFault(field, values[field.name] ?? field.initial) !== null);
}

function isNumberWithin(sent: unknown, { isWhole, takes: { min, max } }: ParamField): boolean {
  if (typeof sent !== 'number' || !Number.isFinite(sent)) return false;
  if (isWhole && !Number.isSafeInteger(sent)) return false;
  return sent >= (min ?? -Infinity) && sent <= (max ?? Infinity);
}

/** The params to send, without those that are left as the pipeline has them. */
export function paramsToSend(
  fields: readonly ParamField[],
  values: Readonly<Record<string, string | boolean>>,
): Record<string, unknown> {
  const given = fields.flatMap((field) => {
    const value = paramValue(field, values[field.name] ?? field.initial);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return Object.fromEntries(given);
}

type ReadSchema = {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly description?: unknown;
  readonly enum?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly minLength?: unknown;
  readonly maxLength?: unknown;
};

function readRules(schema: ReadSchema): ParamRules {
  return {
    isNeeded: schema.default === undefined && schema.type !== undefined,
    min: toNumber(schema.minimum),
    max: toNumber(schema.maximum),
    minLength: toNumber(schema.minLength),
    maxLength: toNumber(schema.maxLength),
    among: Array.isArray(schema.enum) ? schema.enum : null,
  };
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function readSchema(schema: unknown): ReadSchema {
  return typeof schema === 'object' && schema !== null ? schema : {};
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
