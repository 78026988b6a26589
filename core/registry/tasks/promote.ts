import * as z from 'zod';
import { defineTaskType, TaskSkipped } from '#core/tasks/index.ts';
import { promote } from '../aliases.ts';

/** Gives `champion` to a version, with the reason that the history keeps. */
export const promoteTask = defineTaskType({
  name: 'stile/promote',
  description: 'Makes a version the champion',
  with: z.strictObject({
    model: z.string(),
    version: z.number().int().min(1),
    reason: z.string(),
    /** False: the version stays where it is, and a person decides. */
    when: z.boolean().default(true),
  }),
  outputs: ['version', 'previous'],
  run: async ({ engine, log }, { model, version, reason, when }) => {
    if (!when) throw new TaskSkipped('promote is off for this run: a person decides', 'no_promotion');
    const { previous } = await promote(engine, { name: model, version, reason });
    log(`${model}@champion is version ${version} now, and was ${previous ?? 'nobody'}`);
    return { version, previous };
  },
});
