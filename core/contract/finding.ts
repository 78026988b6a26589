import * as z from 'zod';
import { base } from './base.ts';
import { timestamp } from './entities.ts';
import { batchSignal } from './monitoring.ts';

export const foundKind = z.enum(['run', 'experiment', 'model', 'version', 'pipeline', 'dataset', 'alert']);
export type FoundKind = z.infer<typeof foundKind>;

/** One object that quick search found, with what a line about it says and what its address needs. */
export const foundObject = z.object({
  kind: foundKind,
  /** The id of a run, an experiment or an alert; the number of a version; the name of the rest. */
  id: z.string(),
  /** An alert is called as its signal, a version as its model. */
  name: z.string(),
  /** The experiment of a run, the model of an alert. */
  within: z.string().nullable(),
  /** The id of that experiment. */
  withinId: z.string().nullable(),
  /** The status of a run, the state of an alert. */
  state: z.string().nullable(),
  /** What an alert is about. */
  signal: batchSignal.nullable(),
  /** Of a version: what it is called now. */
  aliases: z.array(z.string()),
  /** When it began, was made, or changed last. */
  at: timestamp,
  /** What the words were found in; `recent` where nothing was searched for. */
  foundBy: z.enum(['name', 'id', 'tag', 'recent']),
  /** The tag that they were found in, such as `owner=kim`. */
  tag: z.string().nullable(),
});
export type FoundObject = z.infer<typeof foundObject>;

export const findingProcedures = {
  /**
   * Objects whose name holds every word, whose id begins with them, or that have a tag whose value begins with them
   * (`owner=kim` asks for that tag alone); the best first. Without words, what changed last. Deleted ones stay out.
   */
  objects: base
    .input(
      z.strictObject({
        query: z.string().max(500).default(''),
        /** Only these kinds; left out, all. */
        kinds: z.array(foundKind).optional(),
        maxResults: z.number().int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ objects: z.array(foundObject) })),
};
