import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { actor, actorKind, timestamp } from './entities.ts';
import { pipelineRunState, taskState } from './pipelines.ts';

/**
 * Every action that the engine writes into a row of activity. A write can record no other, and the screen has words
 * for each of them: whoever adds one here adds its words to `renderer/i18n/late/activity.*.ts`.
 */
export const plainActions = [
  'experiment.create',
  'experiment.rename',
  'experiment.delete',
  'experiment.restore',
  'experiment.purge',
  'experiment.purge_runs',
  'experiment.purge_traces',
  'experiment.set_tag',
  'experiment.delete_tag',
  'experiment.import',
  'experiment.change_runs',
  'view.create',
  'view.update',
  'view.delete',
  'run.create',
  'run.update',
  'run.log',
  'run.log_inputs',
  'run.log_outputs',
  'run.log_model',
  'run.delete',
  'run.restore',
  'run.purge',
  'run.purge_traces',
  'run.set_tag',
  'run.delete_tag',
  'run.link_traces',
  'run.import',
  'artifact.write',
  'artifact.delete',
  'dataset.add_version',
  'dataset.describe',
  'model.create',
  'model.describe',
  'model.rename',
  'model.archive',
  'model.restore',
  'model.delete',
  'model.set_tag',
  'model.delete_tag',
  'model.set_alias',
  'model.delete_alias',
  'model.promote',
  'model.rollback',
  'model.import',
  'model_version.create',
  'model_version.describe',
  'model_version.delete',
  'model_version.set_tag',
  'model_version.delete_tag',
  'model_version.stage',
  'model_version.read_files',
  'model_version.import',
  'logged_model.create',
  'logged_model.finalize',
  'logged_model.log_params',
  'logged_model.set_tags',
  'logged_model.delete_tag',
  'logged_model.delete',
  'logged_model.import',
  'trace.create',
  'trace.end',
  'trace.log_spans',
  'trace.set_tag',
  'trace.delete_tag',
  'trace.link_prompts',
  'trace.assess',
  'trace.update_assessment',
  'trace.delete_assessment',
  'trace.delete',
  'pipeline.save',
  'pipeline.create',
  'pipeline.rename',
  'pipeline.remove',
  'pipeline.pause',
  'pipeline.resume',
  'pipeline.schedule_skip',
  'pipeline.trigger_drop',
  'pipeline.backfill',
  'pipeline.backfill_done',
  'pipeline.backfill_canceled',
  'pipeline_run.queue',
  'pipeline_run.clear',
  'pipeline_run.expand',
  'pipeline_run.mark',
  'pipeline_run.mark_task',
  'pipeline_run.recover',
  'batch.predict',
  'batch.monitor',
  'batch.label',
  'alert.acknowledge',
  'alert.resolve',
  'alert.reopen',
  'alert.snooze',
  'alert.unsnooze',
  'alert.assign',
  'alert.comment',
  'alert.delete_comment',
  'serving.setModel',
  'transfer.start',
  'transfer.end',
  'workspace.cleanup',
] as const;

type StateAction =
  `pipeline_run.${z.infer<typeof pipelineRunState>}` | `pipeline_run.task_${z.infer<typeof taskState>}`;
export type ActivityAction = (typeof plainActions)[number] | StateAction;

/** All of them, those that are made of the states of pipeline runs and tasks included. */
export const activityActions: readonly ActivityAction[] = [
  ...plainActions,
  ...pipelineRunState.options.map((state) => `pipeline_run.${state}` as const),
  ...taskState.options.map((state) => `pipeline_run.task_${state}` as const),
];

/**
 * Whether a change can be taken back, and why not.
 * - `possible`: what it left still stands.
 * - `undone`: a later row took it back.
 * - `no_inverse`: nothing takes this kind of change back, such as a permanent delete.
 * - `incomplete`: the row does not hold what it takes, such as one that an older Stile wrote.
 * - `gone`: the object is no longer there.
 * - `changed`: what it left has been changed since; `field`, `left` and `now` name it.
 */
export const undoState = z.object({
  state: z.enum(['possible', 'undone', 'no_inverse', 'incomplete', 'gone', 'changed']),
  field: z.string().optional(),
  left: z.string().optional(),
  now: z.string().optional(),
});
export type UndoState = z.infer<typeof undoState>;

export const activityEntry = z.object({
  activityId: z.number().int(),
  at: timestamp,
  actor,
  action: z.string(),
  entityKind: z.string(),
  entityId: z.string(),
  /** What people call the object, also when it is deleted; null when nothing knows a name. */
  name: z.string().nullable(),
  /** The experiment of a run, a trace or a logged model, the model of a batch: what a link to it needs beside its id. */
  belongsTo: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  /** The row that this one takes back. */
  undoes: z.number().int().nullable(),
  /** `redo` takes an undo back. */
  role: z.enum(['change', 'undo', 'redo']),
  undo: undoState,
  /** How many steps of one pipeline run this line stands for, itself included; 1 for any other. */
  steps: z.number().int(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

export const listActivity = z.strictObject({
  entityKind: z.string().optional(),
  entityId: z.string().optional(),
  actorKind: actorKind.optional(),
  /** Found in the names of objects and in what was written before and after. */
  text: z.string().optional(),
  /** From this time on, ms since 1970 UTC. */
  from: timestamp.optional(),
  /** Before this time. */
  until: timestamp.optional(),
  /** Newer than this row. */
  after: z.number().int().optional(),
  /** The steps of a pipeline run are one line, the newest of those that the search finds. */
  fold: z.boolean().default(false),
  ...page,
});

export const activityProcedures = {
  /** Who changed what, newest first. */
  list: base.input(listActivity).output(z.object({ entries: z.array(activityEntry), nextPageToken })),
  /** Takes a change back, which is a change of its own: undoing that one does it again. */
  undo: base.input(z.strictObject({ activityId: z.number().int() })).output(activityEntry),
};
