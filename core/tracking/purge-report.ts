import type { PurgeReport } from '#contract/procedures.ts';
import { measureFolder } from '#core/kernel/folder-size.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import { runFolder } from './artifact-uri.ts';
import type { RunRow } from './find.ts';
import { modelFolder, modelsOfRun } from './logged-models/purge-models.ts';
import { measureTraces, type TraceScope } from './purge-traces.ts';

/** What a purge is to delete: `models` are those beside the ones that the runs have made. */
export interface PurgeScope {
  runs: readonly RunRow[];
  models?: ReturnType<typeof modelsOfRun>;
  traces: TraceScope;
}

/** What a purge deletes; `freedBytes` counts files exactly and rows by their stored size. */
export async function measurePurge(ctx: EngineContext, scope: PurgeScope): Promise<PurgeReport> {
  const { runs, models = [] } = scope;
  const traces = measureTraces(ctx, scope.traces);
  const folders = await measureFolders([
    ...runs.map((run) => runFolder(ctx.paths, run)),
    ...modelFolders(ctx, runs, models),
    ...traces.folders,
  ]);
  const freedBytes = folders.bytes + rowBytes(ctx.db, runs) + traces.bytes;
  return { runs: runs.length, files: folders.files, freedBytes };
}

/** Average bytes of a row beside its texts: the row itself and its share of the indexes, measured on full pages. */
const bytesPerRow = { metrics: 26, latest_metrics: 96, texts: 40, runs: 420 } as const;

function rowBytes(db: ReadableDb, runs: readonly RunRow[]): number {
  const ids = JSON.stringify(runs.map(({ id }) => id));
  const points = sum(
    db,
    'SELECT coalesce(sum(m.count), 0) AS n FROM json_each(?) j JOIN latest_metrics m ON m.run_id = j.value',
    ids,
  );
  const keys = sum(
    db,
    'SELECT count(*) AS n FROM json_each(?) j JOIN latest_metrics m ON m.run_id = j.value',
    ids,
  );
  const texts = (['params', 'run_tags'] as const).map((table) =>
    sum(
      db,
      `SELECT coalesce(sum(2 * length(t.value) + ${bytesPerRow.texts}), 0) AS n FROM json_each(?) j JOIN ${table} t ON t.run_id = j.value`,
      ids,
    ),
  );
  const rows =
    points * bytesPerRow.metrics + keys * bytesPerRow.latest_metrics + runs.length * bytesPerRow.runs;
  return texts.reduce((total, bytes) => total + bytes, rows + datasetBytes(db, ids));
}

/** The texts of the datasets that none but these runs used. */
function datasetBytes(db: ReadableDb, ids: string): number {
  return sum(
    db,
    `WITH purged (id) AS (SELECT value FROM json_each(?))
     SELECT coalesce(sum(length(d.source) + coalesce(length(d.schema), 0) + coalesce(length(d.profile), 0)), 0) AS n
     FROM datasets d WHERE d.id IN (SELECT i.dataset_id FROM purged p JOIN run_inputs i ON i.run_id = p.id)
     AND NOT EXISTS (SELECT 1 FROM run_inputs o WHERE o.dataset_id = d.id AND o.run_id NOT IN (SELECT id FROM purged))`,
    ids,
  );
}

function sum(db: ReadableDb, sql: string, ids: string): number {
  return db.get<{ n: number }>(sql, ids)?.n ?? 0;
}

/** Each once: most logged models of an experiment are of its runs. */
function modelFolders(
  ctx: EngineContext,
  runs: readonly RunRow[],
  models: ReturnType<typeof modelsOfRun>,
): Set<string | null> {
  const all = [...models, ...runs.flatMap((run) => modelsOfRun(ctx.db, run))];
  return new Set(all.map((model) => modelFolder(ctx.paths, model)));
}

async function measureFolders(
  folders: readonly (string | null)[],
): Promise<{ files: number; bytes: number }> {
  let files = 0;
  let bytes = 0;
  for (const folder of folders) {
    if (folder === null) continue;
    const found = await measureFolder(folder);
    files += found.files;
    bytes += found.bytes;
  }
  return { files, bytes };
}
