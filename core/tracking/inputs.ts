import type { DatasetInput, Tag } from '#contract/entities.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findRun } from './find.ts';

interface InputRow {
  run_id: number;
  dataset_id: number;
  name: string;
  digest: string;
  source_type: string;
  source: string;
  schema: string | null;
  profile: string | null;
}

interface TagRow extends Tag {
  run_id: number;
  dataset_id: number;
}

/** The dataset versions that a run has said it used, by name. @throws NOT_FOUND */
export function readInputs(ctx: EngineContext, runId: string): DatasetInput[] {
  const { id } = findRun(ctx.db, runId);
  return readInputsOf(ctx.db, [id]).get(id) ?? [];
}

/**
 * The dataset versions of many runs, by name, with two statements.
 * @param runIds `runs.id`; runs without inputs are not in the answer
 */
export function readInputsOf(db: ReadableDb, runIds: readonly number[]): Map<number, DatasetInput[]> {
  const list = JSON.stringify(runIds);
  const rows = db.all<InputRow>(
    `SELECT i.run_id, i.dataset_id, d.name, d.digest, d.source_type, d.source, d.schema, d.profile
     FROM json_each(?) j JOIN run_inputs i ON i.run_id = j.value JOIN datasets d ON d.id = i.dataset_id
     ORDER BY d.name, d.digest`,
    list,
  );
  const inputs = new Map<number, DatasetInput[]>();
  if (rows.length === 0) return inputs;
  const tags = readTags(db, list);
  for (const row of rows) {
    const input = rowToInput(row, tags.get(`${row.run_id}/${row.dataset_id}`) ?? []);
    const known = inputs.get(row.run_id);
    if (known === undefined) inputs.set(row.run_id, [input]);
    else known.push(input);
  }
  return inputs;
}

/** By `run/dataset`. */
function readTags(db: ReadableDb, list: string): Map<string, Tag[]> {
  const rows = db.all<TagRow>(
    `SELECT t.run_id, t.dataset_id, t.key, t.value FROM json_each(?) j
     JOIN run_input_tags t ON t.run_id = j.value ORDER BY t.key`,
    list,
  );
  return new Map(
    Object.entries(Object.groupBy(rows, ({ run_id, dataset_id }) => `${run_id}/${dataset_id}`)).map(
      ([place, some = []]) => [place, some.map(({ key, value }) => ({ key, value }))],
    ),
  );
}

function rowToInput(row: InputRow, tags: Tag[]): DatasetInput {
  return {
    name: row.name,
    digest: row.digest,
    sourceType: row.source_type,
    source: row.source,
    schema: row.schema,
    profile: row.profile,
    tags,
  };
}
