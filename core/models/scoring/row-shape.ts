import * as z from 'zod';
import type { Json } from '#core/kernel/json.ts';

/** An input that a signature names. */
export interface InputColumn {
  name: string;
  /** MLflow's word for it: `string`, `double`; of a tensor numpy's. */
  type: string;
  isRequired: boolean;
}

/** What a model takes of the rows of a table. */
export type RowShape =
  /** One text per row; `column` is what the signature calls it. */
  | { kind: 'texts'; column: string | null }
  /** These columns by name, as objects. */
  | { kind: 'columns'; columns: readonly InputColumn[] }
  /** All columns: as objects, or as lists where the model names none. */
  | { kind: 'all'; isNamed: boolean };

const specs = z.array(
  z.object({
    type: z.unknown(),
    name: z.string().nullish(),
    required: z.boolean().optional(),
    optional: z.boolean().optional(),
    'tensor-spec': z.object({ dtype: z.string() }).optional(),
  }),
);

/** Names of the inputs of a signature, in order; empty when it has none, or does not name them. */
export function readSignatureColumns(inputs: Json): string[] {
  return (specs.safeParse(inputs).data ?? []).flatMap(({ name }) => name ?? []);
}

/**
 * @param inputs of the model's signature, null when it has none
 * @param takesTexts the model itself showed that it reads plain texts, as a vectoriser does
 */
export function readRowShape(inputs: Json, takesTexts: boolean): RowShape {
  const read = specs.safeParse(inputs);
  const columns = read.success ? read.data : [];
  const [first] = columns;
  if (first === undefined)
    return takesTexts ? { kind: 'texts', column: null } : { kind: 'all', isNamed: true };
  if (columns.length === 1 && (takesTexts || first.type === 'string')) {
    return { kind: 'texts', column: first.name ?? null };
  }
  if (columns.some(({ name }) => name == null)) return { kind: 'all', isNamed: false };
  return {
    kind: 'columns',
    columns: columns.map(({ name, type, required, optional, 'tensor-spec': tensor }) => ({
      name: name ?? '',
      type: tensor?.dtype ?? (typeof type === 'string' ? type : ''),
      isRequired: required ?? optional !== true,
    })),
  };
}
