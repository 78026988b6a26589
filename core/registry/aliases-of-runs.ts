import type { Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '#core/tracking/index.ts';

/** Every alias that stands on a version which a run of this experiment made. */
export function readAliasesOfRuns(ctx: EngineContext, experimentId: string): Outputs['runs']['aliases'] {
  const aliases = ctx.db.all<Outputs['runs']['aliases']['aliases'][number]>(
    `SELECT v.run_id AS runId, m.name AS model, v.version, a.alias FROM model_aliases a
     JOIN model_versions v ON v.model_id = a.model_id AND v.version = a.version
     JOIN registered_models m ON m.id = v.model_id JOIN runs r ON r.uuid = v.run_id
     WHERE r.experiment_id = ? ORDER BY m.name, a.alias`,
    findExperiment(ctx.db, experimentId).id,
  );
  return { aliases };
}
