import * as z from 'zod';
import type { GateResult, ModelVersion } from '#contract/registry.ts';
import { describeFailure, StileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { ModelScorers } from '#core/models/index.ts';
import { findModelTarget, readVersionFiles } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';

interface Parts {
  ctx: EngineContext;
  models: ModelScorers;
  signal: AbortSignal;
}

/** Rows that are asked one by one. */
const mostRows = 20;
/** What a model for texts is asked that brings no example. */
const plainTexts: readonly Json[] = [
  'Good value, arrived on time.',
  'It broke after a week.',
  'As expected.',
];

/** Asks the version about its own input example, a row at a time, and says how long an answer takes. */
export async function judgeSmoke({ ctx, models, signal }: Parts, version: ModelVersion): Promise<GateResult> {
  const gate = 'smoke';
  try {
    const { name, version: number, uri } = version;
    const files = await readVersionFiles(ctx, { name, version: number });
    const rows =
      readRows(files.example?.text ?? null) ?? (version.flavors.includes('stile_text') ? plainTexts : null);
    if (rows === null) return { gate, state: 'skipped', code: 'no_example', facts: {} };
    const scorer = await models.open(findModelTarget(ctx, uri), { signal });
    const times: number[] = [];
    for (const example of rows.slice(0, mostRows)) {
      const row = scorer.shape.kind === 'texts' ? toText(example, scorer.shape.column) : example;
      const start = performance.now();
      await scorer.score([row], { signal });
      times.push(performance.now() - start);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
    return { gate, state: 'passed', code: 'answered', facts: { rows: times.length, p95 } };
  } catch (error) {
    if (!(error instanceof StileError) || error.code === 'CANCELED') throw error;
    return {
      gate,
      state: 'failed',
      code: 'refused',
      facts: { problem: error.message },
      failure: describeFailure(error),
    };
  }
}

const record = z.record(z.string(), z.json());

/** The text of a row that a table of one column holds, for a model that takes plain texts. */
function toText(row: Json, column: string | null): Json {
  const { data: cells } = record.safeParse(row);
  if (cells === undefined) return row;
  const values = Object.values(cells);
  return cells[column ?? ''] ?? (values.length === 1 ? (values[0] ?? row) : row);
}

const split = z.object({ columns: z.array(z.string()), data: z.array(z.array(z.json())) });
const rowList = z.array(z.json()).min(1);
/** A list, or one of the bodies that `/invocations` takes. */
const bodies = z.union([
  rowList,
  z.object({ dataframe_split: split }).transform((body) => toObjects(body.dataframe_split)),
  split.transform(toObjects),
  z.object({ dataframe_records: rowList }).transform((body) => body.dataframe_records),
  z.object({ instances: rowList }).transform((body) => body.instances),
  z.object({ inputs: rowList }).transform((body) => body.inputs),
]);

function toObjects({ columns, data }: z.infer<typeof split>): Json[] {
  return data.map((values) => Object.fromEntries(columns.map((name, i) => [name, values[i] ?? null])));
}

/** The rows of an example as MLflow writes it. */
function readRows(text: string | null): readonly Json[] | null {
  const found = bodies.safeParse(text === null ? null : parseJson(text));
  return found.success ? found.data : null;
}
