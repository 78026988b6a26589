import type { DatasetInput, Run } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findRun } from './find.ts';
import { readInputsOf } from './inputs.ts';
import { readModelLinks, type ModelOutput } from './logged-models/links.ts';
import { readRuns } from './read-runs.ts';
import { searchRunIds, type RunPageQuery } from './search/search-runs.ts';

/** A run with all that it has used and made: what MLflow calls a run. */
export interface RunRecord {
  run: Run;
  datasets: DatasetInput[];
  /** Ids of the logged models that it has used. */
  modelInputs: string[];
  modelOutputs: ModelOutput[];
}

/** @throws NOT_FOUND */
export function getRunRecord(ctx: EngineContext, runId: string): RunRecord {
  const [record] = readRecords(ctx, [findRun(ctx.db, runId).id]);
  if (record === undefined) throw new Error(`run ${runId} vanished while it was read`);
  return record;
}

/** Experiments that are not there have no runs; of no experiments there are none. */
export type RunRecordQuery = Omit<RunPageQuery, 'experimentIds' | 'nesting' | 'parentRunId'> & {
  experimentIds: readonly string[];
};

/** One page of runs, whole, with the same few statements however many there are. @throws as `searchRunIds` */
export function searchRunRecords(
  ctx: EngineContext,
  query: RunRecordQuery,
): { records: RunRecord[]; nextPageToken: string | null } {
  const known = ctx.db.all<{ id: number }>(
    'SELECT id FROM experiments WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
    JSON.stringify(query.experimentIds.map(Number)),
  );
  const experimentIds = known.map(({ id }) => id);
  // To the search, none means all; the texts are still checked then.
  const { ids, nextPageToken } = searchRunIds(ctx.db, {
    ...query,
    experimentIds: experimentIds.length === 0 ? [noExperiment] : experimentIds,
    nesting: 'all',
  });
  return { records: readRecords(ctx, ids), nextPageToken };
}

const noExperiment = -1;

function readRecords(ctx: EngineContext, ids: readonly number[]): RunRecord[] {
  const datasets = readInputsOf(ctx.db, ids);
  const links = readModelLinks(ctx.db, ids);
  return readRuns(ctx.db, ids).map((run, index) => {
    const id = ids[index] ?? -1;
    return {
      run,
      datasets: datasets.get(id) ?? [],
      modelInputs: links.get(id)?.inputs ?? [],
      modelOutputs: links.get(id)?.outputs ?? [],
    };
  });
}
