import * as z from 'zod';
import { versionMetric } from '#contract/registry.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import { createModelVersion } from '../create-version.ts';
import { ensureRegisteredModel } from '../models.ts';
import { listModelVersions } from '../versions.ts';

/** Makes a version of a registered model from a training run; a second attempt finds what the first one made. */
export const registerTask = defineTaskType({
  name: 'stile/register',
  description: 'Registers the model of a run as a new version',
  with: z.strictObject({
    /** id of the run that logged `model/` */
    run: z.string(),
    model: z.string(),
    description: z.string().default(''),
    metrics: z.array(versionMetric).default([]),
  }),
  outputs: ['version', 'uri'],
  run: async ({ engine, log }, { run, model, description, metrics }) => {
    await ensureRegisteredModel(engine, model);
    const source = `runs:/${run}/model`;
    const known = listModelVersions(engine, model).find((version) => version.source === source);
    const version =
      known ?? (await createModelVersion(engine, { name: model, source, runId: run, description, metrics }));
    log(`${version.uri} comes from ${source}`);
    return { version: version.version, uri: version.uri };
  },
});
