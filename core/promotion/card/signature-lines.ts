import * as z from 'zod';
import type { ModelCard } from '#contract/model-card.ts';
import { parseJson } from '#core/kernel/json.ts';

type Line = ModelCard['signature']['inputs'][number];

const tensor = z.object({ dtype: z.string(), shape: z.array(z.number()).default([]) });
const columns = z.array(
  z.looseObject({
    name: z.string().default(''),
    type: z.unknown(),
    required: z.boolean().default(true),
    'tensor-spec': tensor.optional(),
  }),
);

/** One side of a signature, a line for each column; none where the model does not tell it. */
export function readSignatureLines(side: unknown): Line[] {
  const found = columns.safeParse(typeof side === 'string' ? parseJson(side) : side);
  if (!found.success) return [];
  return found.data.map(({ name, type, required, 'tensor-spec': spec }) => ({
    name,
    type: nameType(type, spec),
    required,
  }));
}

function nameType(type: unknown, spec: z.infer<typeof tensor> | undefined): string {
  if (spec !== undefined) return `tensor ${spec.dtype} [${spec.shape.join(', ')}]`;
  return typeof type === 'string' ? type : JSON.stringify(type ?? '');
}
