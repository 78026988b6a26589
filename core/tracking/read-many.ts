import type { DatasetInput, Run } from '#contract/entities.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { readInputsOf } from './inputs.ts';
import { readRuns } from './read-runs.ts';

export interface RunsOf {
  /** Whole runs in the order that they were asked for, each once. */
  runs: Run[];
  /** By run id; a run without any is not in it. */
  inputs: Map<string, DatasetInput[]>;
  /** What no run begins with. */
  missing: string[];
}

const idCharacters = 32;
/** Shorter heads than this fit too many runs. */
const minHeadCharacters = 8;

/**
 * Many runs at once by their ids or by the heads of their ids, with as many statements as for one.
 * @throws INVALID_ARGUMENT for a head that several runs begin with
 */
export function readRunsOf(ctx: EngineContext, refs: readonly string[]): RunsOf {
  const missing: string[] = [];
  const ids = new Map<number, string>();
  for (const ref of refs) {
    const found = findByHead(ctx.db, ref);
    if (found === undefined) missing.push(ref);
    else ids.set(found.id, found.uuid);
  }
  const list = [...ids.keys()];
  const inputs = new Map<string, DatasetInput[]>();
  for (const [id, some] of readInputsOf(ctx.db, list)) inputs.set(ids.get(id) ?? '', some);
  return { runs: readRuns(ctx.db, list), inputs, missing };
}

function findByHead(db: ReadableDb, ref: string): { id: number; uuid: string } | undefined {
  const rows = db.all<{ id: number; uuid: string }>(
    'SELECT id, uuid FROM runs WHERE uuid >= ? AND uuid < ? ORDER BY uuid LIMIT 2',
    ref,
    ref.length >= idCharacters ? `${ref}\u0000` : `${ref}\u{10FFFF}`,
  );
  const [first, second] = rows;
  if (first?.uuid === ref) return first;
  if (first === undefined || ref.length < minHeadCharacters) return undefined;
  if (second === undefined) return first;
  throw invalidArgument(
    'runs',
    ref,
    'several runs begin with it',
    'Write more characters of the id: `stile run list` shows them whole.',
  );
}
