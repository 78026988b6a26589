/** What a form shows for one param of a pipeline, read from its JSON Schema. */
export type ParamField = {
  readonly name: string;
  readonly kind: 'boolean' | 'number' | 'text';
  readonly isWhole: boolean;
  readonly initial: string | boolean;
  readonly description: string;
};

/** The fields of a pipeline's params. What has no known type is written as text, or as JSON where it is not one. */
export function paramFields(params: Readonly<Record<string, unknown>>): readonly ParamField[] {
  return Object.entries(params).map(([name, schema]) => {
    const { type, default: initial, description } = readSchema(schema);
    const kind = type === 'boolean' ? 'boolean' : type === 'integer' || type === 'number' ? 'number' : 'text';
    return {
      name,
      kind,
      isWhole: type === 'integer',
      initial: kind === 'boolean' ? initial === true : toText(initial),
      description: typeof description === 'string' ? description : '',
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
  if (value === field.initial) return undefined;
  if (typeof value === 'boolean' || field.kind === 'text') return value;
  // What is no number goes as it was written: the engine names the value, the param and what it takes.
  const number = Number(value.replace(',', '.'));
  return value.trim() === '' || Number.isNaN(number) ? value : number;
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

function readSchema(schema: unknown): { type?: unknown; default?: unknown; description?: unknown } {
  return typeof schema === 'object' && schema !== null ? schema : {};
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
