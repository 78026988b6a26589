import { dirname } from 'node:path';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { openForeignFile, type ForeignFile } from '#core/store/foreign-file.ts';
import { toLifecycle, toText, toTime, toWhole } from '../cells.ts';
import { createLocalFiles } from '../local-files.ts';
import type { ForeignExperiment, MlflowSource } from '../source.ts';
import { readLoggedModels, readModels } from './models.ts';
import { openRunTables, readPoints, readRuns } from './runs.ts';
import { askOne, readSchema, type Schema } from './schema.ts';

/**
 * An SQLite database of MLflow, of any version. It is opened read-only and may be in use.
 * @param artifacts the folder with the files of its runs, when the user names one
 * @throws DATA_INVALID for what is no database of MLflow
 */
export async function openDatabaseSource(
  paths: WorkspacePaths,
  path: string,
  artifacts: string | undefined,
  signal: AbortSignal,
): Promise<MlflowSource> {
  const file = takeTurns(await openForeignFile(paths, path, signal));
  try {
    const schema = await readSchema(file, path);
    const tables = await openRunTables(file);
    const files = createLocalFiles({ beside: dirname(path), given: artifacts });
    return {
      kind: 'database',
      address: path,
      version: schema.version === '' ? 'schema unknown' : `schema ${schema.version}`,
      experiments: () => readExperiments(file, schema),
      countRuns: async (id) =>
        count(await askOne(file, 'SELECT count(*) FROM runs WHERE experiment_id = ?', [Number(id)])),
      runs: (experimentIds) => readRuns(file, schema, tables, experimentIds),
      points: ({ id }) => readPoints(file, tables, id),
      loggedModels: (experimentIds) => readLoggedModels(file, schema, experimentIds),
      models: () => readModels(file, schema),
      countTraces: async () =>
        schema.has('trace_info') ? count(await askOne(file, 'SELECT count(*) FROM trace_info')) : 0,
      findFiles: files,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The thread takes one call at a time, and several runs are read at once. */
function takeTurns(file: ForeignFile): ForeignFile {
  const inTurn = createTurns();
  return { ask: (queries) => inTurn(() => file.ask(queries)), close: () => file.close() };
}

function count(rows: unknown[][]): number {
  return toWhole(rows[0]?.[0]) ?? 0;
}

async function* readExperiments(file: ForeignFile, schema: Schema): AsyncGenerator<ForeignExperiment, void> {
  const space = schema.column('experiments', 'workspace', "'default'");
  const created = schema.column('experiments', 'creation_time', '0');
  const updated = schema.column('experiments', 'last_update_time', '0');
  const rows = await askOne(
    file,
    `SELECT experiment_id, name, artifact_location, lifecycle_stage, ${created}, ${updated}, ${space}
     FROM experiments ORDER BY experiment_id`,
  );
  for (const row of rows) {
    const id = toText(row[0]);
    const tags = schema.has('experiment_tags')
      ? await askOne(file, 'SELECT key, value FROM experiment_tags WHERE experiment_id = ?', [Number(id)])
      : [];
    const [name, workspace] = [toText(row[1]), toText(row[6])];
    yield {
      id,
      name: workspace === 'default' || workspace === '' ? name : `${workspace}/${name}`,
      location: toText(row[2]),
      lifecycle: toLifecycle(row[3]),
      createdAt: toTime(row[4]),
      updatedAt: toTime(row[5]),
      tags: tags.map(([key, value]) => ({ key: toText(key), value: toText(value) })),
    };
  }
}
