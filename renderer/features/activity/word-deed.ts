import type { TFunction } from 'i18next';
import type { en } from '#renderer/i18n/en.ts';

type Deeds = Omit<typeof en.activity.did, 'other'>;
type Deed = { [K in keyof Deeds]: `${K & string}.${keyof Deeds[K] & string}` }[keyof Deeds];

/** The actions that the engine records, each with words of its own; a new one reads as "changed" until it has them. */
const known: Readonly<Record<Deed, true>> = {
  'experiment.create': true,
  'experiment.rename': true,
  'experiment.delete': true,
  'experiment.restore': true,
  'experiment.purge': true,
  'experiment.purge_runs': true,
  'experiment.set_tag': true,
  'experiment.delete_tag': true,
  'run.create': true,
  'run.update': true,
  'run.log': true,
  'run.log_inputs': true,
  'run.delete': true,
  'run.restore': true,
  'run.purge': true,
  'run.set_tag': true,
  'run.delete_tag': true,
  'run.link_traces': true,
  'artifact.write': true,
  'artifact.delete': true,
  'dataset.add_version': true,
  'dataset.describe': true,
  'model.create': true,
  'model.describe': true,
  'model.rename': true,
  'model.delete': true,
  'model.set_tag': true,
  'model.delete_tag': true,
  'model.set_alias': true,
  'model.delete_alias': true,
  'model.promote': true,
  'model.rollback': true,
  'model_version.create': true,
  'model_version.describe': true,
  'model_version.delete': true,
  'model_version.set_tag': true,
  'model_version.delete_tag': true,
  'model_version.stage': true,
  'model_version.read_files': true,
  'logged_model.create': true,
  'logged_model.finalize': true,
  'logged_model.log_params': true,
  'logged_model.set_tags': true,
  'logged_model.delete_tag': true,
  'logged_model.delete': true,
  'trace.create': true,
  'trace.end': true,
  'trace.log_spans': true,
  'trace.set_tag': true,
  'trace.delete_tag': true,
  'trace.link_prompts': true,
  'trace.assess': true,
  'trace.update_assessment': true,
  'trace.delete_assessment': true,
  'trace.delete': true,
  'pipeline.save': true,
  'pipeline_run.queue': true,
  'batch.predict': true,
  'batch.monitor': true,
  'batch.label': true,
  'alert.acknowledge': true,
  'alert.resolve': true,
  'workspace.cleanup': true,
};

export function wordDeed(action: string, t: TFunction): string {
  return isDeed(action) ? t(`activity.did.${action}`) : t('activity.did.other');
}

function isDeed(action: string): action is Deed {
  return Object.hasOwn(known, action);
}
