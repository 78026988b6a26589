import type { AttemptDetail } from '#contract/pipeline-views.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { searchRuns } from '#core/tracking/index.ts';
import { tryUri } from '../run/task-lineage.ts';
import { ownedBy, tryTag } from '../run/tracking-runs.ts';

type Link = AttemptDetail['lineage'][number];

/** What a try declared to read and made, the runs of experiments that it logged, and what those read and made. */
export function readAttemptLineage(
  ctx: EngineContext,
  pipelineRunId: string,
  task: { task_id: string; map_index: number },
  attempt: number,
): Link[] {
  if (attempt === 0) return [];
  const runs = findRuns(ctx, pipelineRunId, task, attempt);
  const uris = [tryUri(pipelineRunId, task, attempt), ...runs.map(({ runId }) => `runs:/${runId}`)];
  const logged = runs.map(({ runId, name }): Link => ({ direction: 'output', kind: 'Run', id: runId, name }));
  const links = [...logged, ...readLinks(ctx.db, uris)];
  return [...new Map(links.map((link) => [`${link.direction} ${link.kind} ${link.id}`, link])).values()];
}

/** Kinds of task that log by themselves do not say of which try they are. */
function findRuns(
  ctx: EngineContext,
  pipelineRunId: string,
  task: { task_id: string; map_index: number },
  attempt: number,
): { runId: string; name: string }[] {
  const filter = ownedBy(pipelineRunId, { id: task.task_id, mapIndex: task.map_index });
  return searchRuns(ctx, { filter }).runs.filter(({ tags }) => {
    const said = tags.find(({ key }) => key === tryTag)?.value;
    return said === undefined || said === String(attempt);
  });
}

function readLinks(db: ReadableDb, uris: readonly string[]): Link[] {
  return db.all<Link>(
    `SELECT lower(direction) AS direction, artifacts.type AS kind, artifacts.uri AS id, artifacts.name AS name
     FROM lineage_executions AS executions JOIN lineage_events ON execution_id = executions.id
       JOIN lineage_artifacts AS artifacts ON artifacts.id = artifact_id
     WHERE executions.uri IN (SELECT value FROM json_each(?)) ORDER BY lineage_events.at, artifacts.id`,
    JSON.stringify(uris),
  );
}
