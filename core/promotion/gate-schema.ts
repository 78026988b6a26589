import * as z from 'zod';
import { parseJson } from '#core/kernel/json.ts';
import type { GateResult, ModelVersion } from '#contract/registry.ts';

const columns = z.array(
  z.looseObject({
    name: z.string().optional(),
    type: z.string().optional(),
    required: z.boolean().optional(),
  }),
);
type Column = z.infer<typeof columns>[number];

/** Whoever asks the champion can ask this version the same, and gets answers of the same kind. */
export function judgeSchema(candidate: ModelVersion, champion: ModelVersion | null): GateResult {
  const answer = (state: GateResult['state'], code: string, facts: GateResult['facts'] = {}): GateResult => ({
    gate: 'schema',
    state,
    code,
    facts,
  });
  if (candidate.signature === null) {
    return champion?.signature == null ? answer('skipped', 'none') : answer('failed', 'lost');
  }
  const inputs = read(candidate.signature.inputs);
  const shown = { inputs: word(inputs), outputs: word(read(candidate.signature.outputs)) };
  if (champion?.signature == null) return answer('passed', 'recorded', shown);
  const before = read(champion.signature.inputs);
  const wanted = inputs.find(
    (one) => one.required !== false && !before.some((other) => other.name === one.name),
  );
  if (wanted !== undefined) return answer('failed', 'more_needed', { column: wanted.name ?? '–' });
  const changed = inputs.find((one) =>
    before.some((other) => other.name === one.name && other.type !== one.type),
  );
  if (changed !== undefined) return answer('failed', 'type_changed', { column: changed.name ?? '–' });
  const isSame = JSON.stringify(candidate.signature.outputs) === JSON.stringify(champion.signature.outputs);
  return isSame ? answer('passed', 'same', shown) : answer('failed', 'outputs_changed', shown);
}

function read(side: unknown): Column[] {
  const found = columns.safeParse(typeof side === 'string' ? parseJson(side) : side);
  return found.success ? found.data : [];
}

/** Columns that are told by name; of more, these and how many there are in all. */
const mostTold = 4;

function word(side: readonly Column[]): string {
  const columns = side.map(({ name, type }) => [name, type].filter(Boolean).join(': '));
  if (columns.length <= mostTold) return columns.join(', ');
  return `${columns.slice(0, mostTold - 1).join(', ')}, … (${columns.length})`;
}
