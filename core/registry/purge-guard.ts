import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { versionUri } from './find.ts';

/** What is about to be deleted for good: one run, or an experiment with all of its runs. */
export type PurgeScope = { runId: string } | { experimentId: string };

/**
 * The files of a version lie with the run or the logged model that it comes from. A run that a version needs is not deleted for good.
 * @throws INVALID_STATE naming the versions
 */
export function requireNoVersions(ctx: Pick<EngineContext, 'db'>, scope: PurgeScope): void {
  const [kind, id] =
    'runId' in scope ? (['run', scope.runId] as const) : (['experiment', scope.experimentId] as const);
  const runCondition = kind === 'run' ? 'r.uuid = ?' : 'r.experiment_id = CAST(? AS INTEGER)';
  const modelCondition = kind === 'run' ? 'l.source_run_id = ?' : 'l.experiment_id = CAST(? AS INTEGER)';
  const versions = ctx.db
    .all<{ name: string; version: number }>(
      `SELECT m.name, v.version FROM runs r JOIN model_versions v ON v.run_id = r.uuid
       JOIN registered_models m ON m.id = v.model_id WHERE ${runCondition}
       UNION SELECT m.name, v.version FROM logged_models l JOIN model_versions v ON v.logged_model = l.model_id
       JOIN registered_models m ON m.id = v.model_id WHERE ${modelCondition} ORDER BY 1, 2 LIMIT 4`,
      id,
      id,
    )
    .map(({ name, version }) => versionUri(name, version));
  if (versions.length === 0) return;
  const named = versions.slice(0, 3).join(', ') + (versions.length > 3 ? ' and more' : '');
  const remedy = 'Delete these versions first: stile model delete-version <name> <version>';
  throw new StileError('INVALID_STATE', `The ${kind} ${id} holds the files of ${named}. ${remedy}`, {
    kind,
    id,
    state: `holds the files of ${named}`,
    needed: 'no version of a model comes from it',
    remedy,
  });
}
