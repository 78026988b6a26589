import type { Experiment } from '#contract/entities.ts';
import { toLifecycle, toText } from '../import/cells.ts';
import { importedTag } from '../import/import-names.ts';
import { part, type Message } from '../rest/messages.ts';
import { restCode, type MlflowHttp } from '../rest/mlflow-http.ts';
import { findTheirs } from '../objects.ts';
import { api, refusalOf, remember, type PushWork } from './push-context.ts';

/**
 * The experiment of the same name on the server, made where there is none.
 * @returns its id there; null when it is deleted there
 */
export async function pushExperiment(work: PushWork, from: Experiment): Promise<string | null> {
  const known = work.experiments.get(from.experimentId);
  if (known !== undefined) return known;
  const { job, target } = work;
  const found = await findByName(target.http, from.name);
  if (found !== null && toLifecycle(found['lifecycle_stage']) === 'deleted') {
    job.tally.remark({
      kind: 'experiment',
      what: from.name,
      problem: 'refused',
      detail: `The experiment of this name is deleted on the server. Restore or purge it there.`,
    });
    return null;
  }
  const id = found === null ? await create(work, from) : toText(found['experiment_id']);
  if (id === null) return null;
  const isKnown = findTheirs(job.ctx.db, job.sideId, 'experiment', from.experimentId) === id;
  if (!isKnown) await setTags(work, id, from);
  await remember(work, 'experiment', id, from.experimentId, 'whole');
  job.tally.report[found === null ? 'fresh' : isKnown ? 'same' : 'changed'].experiments++;
  work.experiments.set(from.experimentId, id);
  return id;
}

/** Also one that is deleted there. */
export async function findByName(http: MlflowHttp, name: string): Promise<Message | null> {
  try {
    const answer = await http.get(`${api}/experiments/get-by-name`, { experiment_name: name });
    return part(answer, 'experiment');
  } catch (error) {
    if (restCode(error) === 'RESOURCE_DOES_NOT_EXIST') return null;
    throw error;
  }
}

async function create({ job, target }: PushWork, { name }: Experiment): Promise<string | null> {
  try {
    // A name is there once: an answer that was lost is found as RESOURCE_ALREADY_EXISTS.
    const made = await target.http.post(`${api}/experiments/create`, { name });
    return toText(made['experiment_id']);
  } catch (error) {
    if (restCode(error) === 'RESOURCE_ALREADY_EXISTS') {
      return toText((await findByName(target.http, name))?.['experiment_id']);
    }
    job.tally.remark({ kind: 'experiment', what: name, problem: 'refused', detail: refusalOf(error) });
    return null;
  }
}

/** Where an import brought it from says nothing to others. */
async function setTags({ target }: PushWork, experimentId: string, { tags }: Experiment): Promise<void> {
  for (const { key, value } of tags) {
    if (key === importedTag) continue;
    await target.http.post(`${api}/experiments/set-experiment-tag`, {
      experiment_id: experimentId,
      key,
      value,
    });
  }
}
