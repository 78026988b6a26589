import type { ModelVersion } from '#contract/registry.ts';

/** One line of a model's signature, as MLflow writes it: a column, an array without a name, or a param. */
export type SignatureLine = {
  /** Empty where the signature gives none. */
  readonly name: string;
  /** `double`, `array<string>`, `tensor float64 [-1, 4]` */
  readonly type: string;
  readonly required: boolean;
  /** Of a param: JSON; null where there is none. */
  readonly preset: string | null;
};

/** The lines of one part of a signature; none where the model does not tell it. */
export function readLines(part: unknown): readonly SignatureLine[] {
  if (!Array.isArray(part)) return [];
  return part.filter(isObject).map((line) => ({
    name: textOf(line['name']),
    type: nameType(line),
    required: line['required'] !== false && line['optional'] !== true,
    preset: line['default'] === undefined ? null : JSON.stringify(line['default']),
  }));
}

/** Whether Stile runs the model itself: then it takes plain texts. */
export function takesTexts({ flavors }: Pick<ModelVersion, 'flavors'>): boolean {
  return flavors.includes('stile_text');
}

/** The columns that a row needs, each by name; null where rows are lists or the model does not tell them. */
export function namedColumns({
  signature,
}: Pick<ModelVersion, 'signature'>): readonly SignatureLine[] | null {
  const lines = readLines(signature?.inputs);
  return lines.length > 0 && lines.every(({ name, type }) => name !== '' && !type.startsWith('tensor'))
    ? lines
    : null;
}

type Json = { readonly [key: string]: unknown };

function nameType(line: Json): string {
  const { type } = line;
  if (isObject(type)) return nameType(type);
  switch (type) {
    case 'tensor':
      return nameTensor(line['tensor-spec']);
    case 'array':
      return `array<${nameInner(line['items'])}>`;
    case 'map':
      return `map<${nameInner(line['values'])}>`;
    case 'object':
      return `{${nameProperties(line['properties'])}}`;
    default:
      return withShape(textOf(type), line['shape']);
  }
}

function nameInner(inner: unknown): string {
  return isObject(inner) ? nameType(inner) : '';
}

function nameProperties(properties: unknown): string {
  if (!isObject(properties)) return '';
  return Object.entries(properties)
    .map(([name, inner]) => `${name}: ${nameInner(inner)}`)
    .join(', ');
}

function nameTensor(spec: unknown): string {
  return isObject(spec) ? withShape(`tensor ${textOf(spec['dtype'])}`, spec['shape']) : 'tensor';
}

function withShape(type: string, shape: unknown): string {
  return Array.isArray(shape) ? `${type} [${shape.join(', ')}]` : type;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
