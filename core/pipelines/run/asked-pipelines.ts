import type { ReadableDb, SqlValue } from '#core/store/database.ts';
import { pipelineNotFound, type PipelineFiles } from '../pipeline-files.ts';

/** One pipeline, or those of a list; all without either. */
export interface AskedPipelines {
  name?: string | undefined;
  names?: readonly string[] | undefined;
}

/** What rows of `pipeline_runs` must fulfil, to be put after AND, and the values for it. */
export function toPipelineConditions({ name, names }: AskedPipelines): {
  conditions: string[];
  values: SqlValue[];
} {
  return {
    conditions: [
      ...(name === undefined ? [] : ['pipeline = ?']),
      ...(names === undefined ? [] : [`${columnFor(names)} IN (SELECT value FROM json_each(?))`]),
    ],
    values: [...(name === undefined ? [] : [name]), ...(names === undefined ? [] : [JSON.stringify(names)])],
  };
}

/**
 * Few pipelines are found by the index of names. All runs of many would be gathered and sorted by it, where the newest
 * runs in their own order soon fill a page: the plus keeps the index out.
 */
function columnFor(names: readonly string[]): string {
  return names.length > mostByIndex ? '+pipeline' : 'pipeline';
}

const mostByIndex = 20;

/** Runs of a pipeline whose file is gone can be asked for. @throws NOT_FOUND for a name of neither, with what is near */
export async function refuseUnknown(
  { files, db }: { files: Pick<PipelineFiles, 'names'>; db: ReadableDb },
  { name, names = [] }: AskedPipelines,
): Promise<void> {
  const withoutRuns = db.all<{ value: string }>(
    `SELECT value FROM json_each(?)
     WHERE NOT EXISTS (SELECT 1 FROM pipeline_runs WHERE pipeline = value)`,
    JSON.stringify(name === undefined ? names : [name, ...names]),
  );
  if (withoutRuns.length === 0) return;
  const known = new Set(await files.names());
  const unknown = withoutRuns.find(({ value }) => !known.has(value));
  if (unknown !== undefined) throw pipelineNotFound(unknown.value, [...known]);
}

/** Tells of any pipeline whether it is asked for. */
export function createAskedFor({ name, names }: AskedPipelines): (pipeline: string) => boolean {
  const asked = names === undefined ? null : new Set(names);
  return (pipeline) => (name === undefined || name === pipeline) && (asked?.has(pipeline) ?? true);
}
