import * as z from 'zod';
import { base } from './base.ts';
import { timestamp } from './entities.ts';
import { pipelineRef } from './pipeline-schedules.ts';

/* What an editor of pipeline files needs: changes to the text, drafts that survive, places of tasks on a canvas. */

const count = z.number().int();
const taskIds = z.array(z.string()).min(1);
const pipelineNames = z.array(z.string());
const yamlPath = z.array(z.union([z.string(), z.number().int().min(0)])).min(1);

/** A change of the text: `remove` stood at `at` (UTF-16 units) and `insert` takes its place. Turned round, it undoes itself. */
export const textSplice = z.strictObject({ at: count.min(0), remove: z.string(), insert: z.string() });
export type TextSplice = z.infer<typeof textSplice>;

/**
 * A change of a pipeline as a person means it. Each becomes splices of the text: what it does not name stays as it is,
 * byte for byte.
 */
export const pipelineOperation = z.discriminatedUnion('op', [
  /** Appends a task, or puts it right after another one in the text. `settings`: other keys, such as `retries`. */
  z.strictObject({
    op: z.literal('addTask'),
    id: z.string(),
    type: z.string(),
    needs: z.array(z.string()).optional(),
    with: z.record(z.string(), z.unknown()).optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    after: z.string().optional(),
  }),
  /** Takes tasks out, and out of the `needs` of others; `mend`: those get what the removed ones needed. */
  z.strictObject({ op: z.literal('removeTasks'), ids: taskIds, mend: z.boolean().default(false) }),
  /** `needs`, `teardown`, branches and templates that name it follow. */
  z.strictObject({ op: z.literal('renameTask'), from: z.string(), to: z.string() }),
  /** Gives what a path names a value: `['tasks', 'train', 'with', 'rows']`. Makes what holds it. */
  z.strictObject({ op: z.literal('set'), path: yamlPath, value: z.unknown() }),
  /** Takes out what a path names, and what is left empty by it. */
  z.strictObject({ op: z.literal('unset'), path: yamlPath }),
  z.strictObject({ op: z.literal('renameKey'), path: yamlPath, to: z.string() }),
  /** Puts a key of a mapping, or an item of a list, at another place among its neighbours; its comments go along. */
  z.strictObject({ op: z.literal('move'), path: yamlPath, to: count.min(0) }),
  /** `to` needs `from`. A join that closes a branch gets the rule that lets one way be enough. */
  z.strictObject({ op: z.literal('connect'), from: z.string(), to: z.string() }),
  z.strictObject({ op: z.literal('disconnect'), from: z.string(), to: z.string() }),
  /** Puts a task into an edge. */
  z.strictObject({ op: z.literal('spliceIn'), task: z.string(), from: z.string(), to: z.string() }),
  /** YAML of tasks, as `copyTasks` gives it; ids that are taken get a number, and what names them follows. */
  z.strictObject({ op: z.literal('paste'), text: z.string() }),
  z.strictObject({ op: z.literal('duplicate'), ids: taskIds }),
]);
export type PipelineOperation = z.input<typeof pipelineOperation>;

/** Where tasks stand on the canvas. Kept beside the file, as `<name>.layout.json`. */
export const pipelineLayout = z.strictObject({
  version: z.literal(1),
  /** Left upper corner, in pixels at 100 %: of tasks that a person has moved; the others are laid out around them. */
  positions: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
  /** Groups that are drawn as one box. */
  collapsed: z.array(z.string()),
});
export type PipelineLayout = z.infer<typeof pipelineLayout>;

/** One step of a person's work on a draft. `undo` and `redo` are steps like others: nothing is taken from a journal. */
export const draftEntry = z.strictObject({
  kind: z.enum(['edit', 'undo', 'redo']),
  /** What it is called, as a code that screens word: `addTask`, `type`, `setValue`, ...; `subject` is what it was done to. */
  label: z.string(),
  subject: z.string().default(''),
  splices: z.array(textSplice),
  /** What it does to the layout, and what undoes it; null where it leaves the layout alone. */
  layout: z.strictObject({ before: pipelineLayout, after: pipelineLayout }).nullable(),
});
export type DraftEntry = z.infer<typeof draftEntry>;

/** A text that was edited and not saved yet. */
export const pipelineDraft = z.object({
  name: z.string(),
  /** Of the text that the first step was made on; null: there was no file. */
  baseHash: z.string().nullable(),
  baseText: z.string(),
  /** Base and steps together. */
  text: z.string(),
  entries: z.array(draftEntry),
  /** Grows with every recording: who records names the one that it knows. */
  revision: count,
  updatedAt: timestamp,
});
export type PipelineDraft = z.infer<typeof pipelineDraft>;

/** A file to begin with. */
export const pipelineTemplate = z.object({
  id: z.string(),
  /** Of the file that would be made, with the names that this workspace has filled in. */
  text: z.string(),
  tasks: z.array(z.object({ id: z.string(), type: z.string(), needs: z.array(z.string()) })),
  /** What it wants that is not there yet; of a model it is the champion. A file is one of the project. */
  missing: z.array(z.object({ kind: z.enum(['dataset', 'model', 'pipeline', 'file']), name: z.string() })),
});
export type PipelineTemplate = z.infer<typeof pipelineTemplate>;

/** A file with code of a task. */
export const sourceFile = z.object({
  /** Relative to the project, with slashes. */
  path: z.string(),
  absolutePath: z.string(),
  language: z.enum(['python', 'notebook', 'javascript', 'typescript', 'json', 'text']),
  /** Of a notebook its cells as a script, each after a line `# %%`; null where `problem` says why not. */
  text: z.string().nullable(),
  /** Only its beginning is told: 256 KB. */
  truncated: z.boolean(),
  /** `outside`: it lies in neither the project nor the workspace, and is not read. */
  problem: z.enum(['missing', 'outside', 'not_text', 'unreadable']).nullable(),
  /** What the system says of an `unreadable` one. */
  detail: z.string().optional(),
});
export type SourceFile = z.infer<typeof sourceFile>;

/** Part of `pipelines`. */
export const editingProcedures = {
  /**
   * Applies operations to the file, or to `text` when it is given; writes the file only with `save`, and then like `save`:
   * `force` lets errors pass, and `expectedHash` is the hash of the file as it was read here unless `text` is given.
   */
  edit: base
    .input(
      pipelineRef.extend({
        text: z.string().optional(),
        operations: z.array(pipelineOperation).min(1).max(1000),
        save: z.boolean().default(false),
        force: z.boolean().default(false),
        expectedHash: z.string().nullable().optional(),
      }),
    )
    .output(
      z.object({ text: z.string(), splices: z.array(textSplice), isSaved: z.boolean(), hash: z.string() }),
    ),
  /** What was edited in a window and is not saved; null when nothing is. */
  draft: base.input(pipelineRef).output(z.object({ draft: pipelineDraft.nullable() })),
  /** Names of pipelines with drafts. */
  drafts: base
    .input(z.strictObject({}))
    .output(z.object({ drafts: z.array(z.object({ name: z.string(), updatedAt: timestamp })) })),
  /**
   * Appends steps to the draft; the first one makes it. Refused when the draft has another revision than `revision`
   * (0: there is none): another window has edited it.
   */
  recordDraft: base
    .input(
      pipelineRef.extend({
        revision: count.min(0),
        /** Of the text below the first step; needed for the first recording alone. */
        baseText: z.string().optional(),
        baseHash: z.string().nullable().optional(),
        entries: z.array(draftEntry).min(1).max(1000),
      }),
    )
    .output(z.object({ revision: count })),
  /** Forgets the draft; the file stays as it is. */
  discardDraft: base.input(pipelineRef).output(z.object({})),
  layout: base.input(pipelineRef).output(pipelineLayout),
  saveLayout: base.input(pipelineRef.extend({ layout: pipelineLayout })).output(z.object({})),
  templates: base.input(z.strictObject({})).output(z.object({ templates: z.array(pipelineTemplate) })),
  /**
   * Makes a file of a template, of another pipeline (`from`), whose layout comes along, or one without tasks. `from` may
   * name a pipeline that was removed. What the file lacks here is no reason to refuse. @throws ALREADY_EXISTS
   */
  create: base
    .input(pipelineRef.extend({ template: z.string().optional(), from: z.string().optional() }))
    .output(z.object({ name: z.string() })),
  /**
   * Moves the file, its layout and its draft; runs of the old name stay under it, and a schedule goes on as it was. Files
   * of other pipelines that start it or wait for it follow: `updated`. `stillNaming` have to be changed by hand.
   * @throws INVALID_STATE while a run or a backfill of it works or waits, ALREADY_EXISTS
   */
  rename: base
    .input(pipelineRef.extend({ to: z.string() }))
    .output(z.object({ name: z.string(), updated: pipelineNames, stillNaming: pipelineNames })),
  /**
   * Deletes the file, its layout and its draft; its runs stay. What it held is kept, for `create` with `from` and for an
   * undo. `stillNaming`: pipelines that start it or wait for it. @throws INVALID_STATE while a run or a backfill of it
   * works or waits
   */
  remove: base.input(pipelineRef).output(z.object({ stillNaming: pipelineNames })),
  /**
   * The files with the code of a task, to be read: the script or the notebook that it names first, then those of the
   * project that it imports. Empty where its code stands in the pipeline itself. `text`: a pipeline that is not saved.
   */
  taskSource: base
    .input(pipelineRef.extend({ taskId: z.string(), text: z.string().optional() }))
    .output(z.object({ files: z.array(sourceFile), isAll: z.boolean() })),
};
