import type { ActivityParts, Inverse } from '#core/activity/index.ts';
import type { PipelineRunner } from './pipeline-runner.ts';
import { findScheduleRow } from './schedule/schedule-rows.ts';

/** Whether a pipeline starts by itself can be taken back; what has run has run. */
export function createPipelineActivity(runner: PipelineRunner): ActivityParts {
  const pause: Inverse = {
    left: ({ after }) => ({ isPaused: after?.['isPaused'] }),
    now: (db, { entityId }) => {
      const row = findScheduleRow(db, entityId);
      return row === undefined ? null : { isPaused: row.is_paused === 1 };
    },
    undo: (ctx, { entityId: name, action }) =>
      action === 'pipeline.pause' ? runner.resume(ctx, { name }) : runner.pause(ctx, { name }),
  };
  return {
    inverses: { 'pipeline.pause': pause, 'pipeline.resume': pause },
    names: {
      pipeline: (_, id) => id,
      pipeline_run: (db, id) =>
        db.get<{ pipeline: string }>('SELECT pipeline FROM pipeline_runs WHERE uuid = ?', id)?.pipeline ??
        null,
    },
  };
}
