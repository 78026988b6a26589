import * as z from 'zod';
import { base } from './base.ts';

/** Two runs by their ids, or by heads of them: what the second changed of the first. */
const twoRuns = z.strictObject({ runs: z.tuple([z.string(), z.string()]) });

/** A file of either run; `first` and `second` when only that one has it. */
export const comparedFile = z.object({
  path: z.string(),
  state: z.enum(['same', 'different', 'first', 'second']),
  /** In the first run and in the second; null where it is not. */
  bytes: z.tuple([z.number().int().nullable(), z.number().int().nullable()]),
});
export type ComparedFile = z.infer<typeof comparedFile>;

/** Lines that are in both (then `second` is empty), or those of the first beside those that stand in their place. */
export const lineChunk = z.object({
  isSame: z.boolean(),
  first: z.array(z.string()),
  second: z.array(z.string()),
});
export type LineChunk = z.infer<typeof lineChunk>;

const cells = z.array(z.string().nullable()).nullable();

/** A row that is in one table alone, or whose cells differ. */
export const rowChange = z.object({
  /** The value of the key, or the place of the row from 1. */
  id: z.string(),
  first: cells,
  second: cells,
});
export type RowChange = z.infer<typeof rowChange>;

/** What differs in a file. Tables are compared row by row, texts line by line, anything else by its bytes. */
export const fileDifference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), chunks: z.array(lineChunk) }),
  z.object({
    kind: z.literal('table'),
    /** Of both tables, those of the first before those that only the second has. */
    columns: z.array(z.string()),
    addedColumns: z.array(z.string()),
    removedColumns: z.array(z.string()),
    /** The column that rows are known by; null: by their order. */
    key: z.string().nullable(),
    counts: z.object({
      same: z.number().int(),
      changed: z.number().int(),
      added: z.number().int(),
      removed: z.number().int(),
    }),
    /** The first 500 of those that are not the same. */
    rows: z.array(rowChange),
  }),
  z.object({
    kind: z.literal('bytes'),
    isSame: z.boolean(),
    /** Why it is not read: no text, or more than can be compared. */
    why: z.enum(['binary', 'too_large']),
  }),
]);
export type FileDifference = z.infer<typeof fileDifference>;

export const differenceProcedures = {
  /** The files of two runs and of the models that they logged, by path; `isCut` when there are more than 5,000. */
  files: base.input(twoRuns).output(z.object({ files: z.array(comparedFile), isCut: z.boolean() })),
  /** What differs in one file. A run that does not have it counts as an empty one. @throws NOT_FOUND in neither */
  fileDiff: base
    .input(
      twoRuns.extend({
        path: z.string(),
        /** Tables of text can be read as text too; left out, as a table where it is one. */
        as: z.enum(['table', 'text']).optional(),
      }),
    )
    .output(fileDifference),
  /** Params, datasets, surroundings, tags and the packages that the models of two runs need, line by line. */
  configDiff: base.input(twoRuns).output(z.object({ chunks: z.array(lineChunk) })),
};
