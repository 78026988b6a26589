/** The parts of JSON Schema that have a structure; the rest of a schema is printed as it is. */
export interface JsonSchema {
  $schema?: unknown;
  properties?: Record<string, JsonSchema | boolean>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: unknown;
  anyOf?: (JsonSchema | boolean)[];
  oneOf?: (JsonSchema | boolean)[];
  [keyword: string]: unknown;
}

/** One line per field: `runs.get input.runId: {"type":"string"}`. `?` marks optional ones, `|0` alternatives. */
export function flattenSchema(name: string, schema: JsonSchema): string[] {
  const {
    $schema: _dialect,
    properties,
    required = [],
    additionalProperties,
    items,
    anyOf,
    oneOf,
    ...rest
  } = schema;
  const fields = Object.entries(properties ?? {}).map(([field, value]): [string, unknown] => [
    `${name}.${field}${required.includes(field) ? '' : '?'}`,
    value,
  ]);
  const alternatives = (anyOf ?? oneOf ?? []).map((value, i): [string, unknown] => [`${name}|${i}`, value]);
  const inner: [string, unknown][] = [
    [`${name}.*`, additionalProperties],
    [`${name}[]`, items],
  ];
  const parts = [...fields, ...alternatives, ...inner].filter((part): part is [string, JsonSchema] =>
    isSchema(part[1]),
  );
  const own = JSON.stringify(additionalProperties === false ? { ...rest, closed: true } : rest);
  const line = own === '{}' && parts.length > 0 ? [] : [`${name}: ${own}`];
  return [...line, ...parts.flatMap(([title, value]) => flattenSchema(title, value))];
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
