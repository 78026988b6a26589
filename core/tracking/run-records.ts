import type { DatasetInput, Run } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findRun } from './find.ts';
import { readInputsOf } from './inputs.ts';
import { readModelLinks, type ModelOutput } from './logged-models/links.ts';
import { readPlainRuns, readRuns, type PlainRun } from './read-runs.ts';
import { searchRunIds, type RunPageQuery } from './search/search-runs.ts';

/** A run with all that it has used and made: what MLflow calls a run. */
export interface RunRecord<R extends PlainRun = Run> {
  run: R;
  datasets: DatasetInput[];
  /** Ids of the logged models that it has used. */
  modelInputs: string[];
  modelOutputs: ModelOutput[];
}

/** @throws NOT_FOUND */
export function getRunRecord(ctx: EngineContext, runId: string): RunRecord {
  const { id } = findRun(ctx.db, runId);
  const [record] = joinRecords(ctx, [id], readRuns(ctx.db, [id]));
  if (record === undefined) throw new Error(`run ${runId} vanished while it was read`);
  return record;
}

/** Experiments that are not there have no runs; of no experiments there are none. */
export type RunRecordQuery = Omit<RunPageQuery, 'experimentIds' | 'nesting' | 'parentRunId'> & {
  experimentIds: readonly string[];
};

/**
 * One page of runs, whole. They are read while they are taken, `runsAtOnce` with the same few statements, so that a long
 * page is never in memory at once; take them before anything else is awaited, or writes come in between.
 * @throws as `searchRunIds`
 */
export function searchRunRecords(
  ctx: EngineContext,
  query: RunRecordQuery,
): { records: Iterable<RunRecord<PlainRun>>; nextPageToken: string | null } {
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
  return { records: readInGroups(ctx, ids), nextPageToken };
}

const noExperiment = -1;

/** Fewer take a statement's own time too often; more live long enough for V8 to make its heap larger for them. */
const runsAtOnce = 100;

function* readInGroups(ctx: EngineContext, ids: readonly number[]): Generator<RunRecord<PlainRun>, void> {
  for (let start = 0; start < ids.length; start += runsAtOnce) {
    const some = ids.slice(start, start + runsAtOnce);
    yield* joinRecords(ctx, some, readPlainRuns(ctx.db, some));
  }
}

/** @param runs of these `ids`, in their order */
function joinRecords<R extends PlainRun>(
  ctx: EngineContext,
  ids: readonly number[],
  runs: readonly R[],
): RunRecord<R>[] {
  const datasets = readInputsOf(ctx.db, ids);
  const links = readModelLinks(ctx.db, ids);
  return runs.map((run, index) => {
    const id = ids[index] ?? -1;
    return {
      run,
      datasets: datasets.get(id) ?? [],
      modelInputs: links.get(id)?.inputs ?? [],
      modelOutputs: links.get(id)?.outputs ?? [],
    };
  });
}
