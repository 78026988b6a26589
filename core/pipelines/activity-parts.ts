import { recordedText, type ActivityParts, type Inverse } from '#core/activity/index.ts';
import type { PipelineRunner } from './pipeline-runner.ts';
import { findScheduleRow } from './schedule/schedule-rows.ts';

/** Whether a pipeline starts by itself, and that its file is there and what it is called; what has run has run. */
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
    inverses: { 'pipeline.pause': pause, 'pipeline.resume': pause, ...invertFiles(runner) },
    names: {
      pipeline: (_, id) => id,
      pipeline_run: (db, id) =>
        db.get<{ pipeline: string }>('SELECT pipeline FROM pipeline_runs WHERE uuid = ?', id)?.pipeline ??
        null,
    },
  };
}

/** A file that was changed since it was made is not taken away, nor one that is there written over. */
function invertFiles({ editor }: PipelineRunner): ActivityParts['inverses'] {
  return {
    'pipeline.create': {
      left: ({ after }) => ({ file: after?.['hash'] }),
      now: (_, { entityId }) => {
        const file = editor.hashNow(entityId);
        return file === null ? null : { file };
      },
      undo: (ctx, { entityId: name }) => editor.remove(ctx, { name }),
    },
    'pipeline.remove': {
      left: ({ before }) => (before?.['kept'] === undefined ? null : { file: null }),
      now: (_, { entityId }) => ({ file: editor.hashNow(entityId) }),
      undo: (ctx, { entityId, before }) => editor.restore(ctx, entityId, before),
    },
    'pipeline.rename': {
      left: ({ before, after }) => (recordedText(before, 'name') === null ? null : { name: after?.['name'] }),
      now: (_, { entityId }) => (editor.hashNow(entityId) === null ? null : { name: entityId }),
      undo: (ctx, { entityId: name, before }) =>
        editor.rename(ctx, { name, to: recordedText(before, 'name') ?? '' }),
    },
  };
}
