import type { DatasetInput, Tag } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findRun } from './find.ts';

interface InputRow {
  id: number;
  name: string;
  digest: string;
  source_type: string;
  source: string;
  schema: string | null;
  profile: string | null;
}

/** The dataset versions that a run has said it used, by name. */
export function readInputs(ctx: EngineContext, runId: string): DatasetInput[] {
  const run = findRun(ctx.db, runId);
  const rows = ctx.db.all<InputRow>(
    `SELECT d.* FROM run_inputs i JOIN datasets d ON d.id = i.dataset_id WHERE i.run_id = ? ORDER BY d.name, d.digest`,
    run.id,
  );
  return rows.map((row) => ({
    name: row.name,
    digest: row.digest,
    sourceType: row.source_type,
    source: row.source,
    schema: row.schema,
    profile: row.profile,
    tags: ctx.db.all<Tag>(
      'SELECT key, value FROM run_input_tags WHERE run_id = ? AND dataset_id = ? ORDER BY key',
      run.id,
      row.id,
    ),
  }));
}
