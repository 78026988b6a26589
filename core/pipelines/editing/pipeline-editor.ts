import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { pipelinePath, readFileNow } from '../file-store.ts';
import type { Runner } from '../runner-parts.ts';
import { createPipeline } from './create-pipeline.ts';
import { discardDraft, listDrafts, readDraft, readDraftText, recordDraft } from './drafts.ts';
import { editPipeline } from './edit-pipeline.ts';
import { removedPipeline, removePipeline, restorePipeline } from './remove-pipeline.ts';
import { renamePipeline } from './rename-pipeline.ts';
import { readLayout, saveLayout } from './layouts.ts';
import { listTemplates } from '../templates/list-templates.ts';
import { readTaskFiles } from './task-files.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** What editors of pipeline files ask for beside reading, checking and saving them. */
export interface PipelineEditor {
  draft(ctx: EngineContext, input: In['draft']): Out['draft'];
  drafts(ctx: EngineContext): Out['drafts'];
  /** @throws CONFLICT, INVALID_ARGUMENT */
  recordDraft(ctx: EngineContext, input: In['recordDraft']): Promise<Out['recordDraft']>;
  discardDraft(ctx: EngineContext, input: In['discardDraft']): Promise<Out['discardDraft']>;
  layout(ctx: EngineContext, input: In['layout']): Out['layout'];
  /** @throws NOT_FOUND, INVALID_ARGUMENT */
  saveLayout(ctx: EngineContext, input: In['saveLayout']): Promise<Out['saveLayout']>;
  templates(ctx: EngineContext): Promise<Out['templates']>;
  /** @throws ALREADY_EXISTS, NOT_FOUND for `from`, INVALID_ARGUMENT for the name and the template */
  create(ctx: EngineContext, input: In['create']): Promise<Out['create']>;
  /** @throws NOT_FOUND, ALREADY_EXISTS, INVALID_ARGUMENT, INVALID_STATE */
  rename(ctx: EngineContext, input: In['rename']): Promise<Out['rename']>;
  /** @throws NOT_FOUND, INVALID_STATE */
  remove(ctx: EngineContext, input: In['remove']): Promise<Out['remove']>;
  /** Brings back what a removal has kept. @param before of its row of activity. @throws ALREADY_EXISTS */
  restore(ctx: EngineContext, name: string, before: unknown): Promise<void>;
  /** SHA-256 of the file as it is now; null without one. */
  hashNow(name: string): string | null;
  /** @throws NOT_FOUND for the pipeline and for the task */
  taskSource(ctx: EngineContext, input: In['taskSource']): Promise<Out['taskSource']>;
  /** @throws NOT_FOUND, INVALID_ARGUMENT, and what saving throws */
  edit(ctx: EngineContext, input: In['edit']): Promise<Out['edit']>;
}

/** @param runner comes after this: contexts can be had once the engine is put together */
export function createPipelineEditor(runner: () => Runner): PipelineEditor {
  return {
    draft: readDraft,
    drafts: listDrafts,
    recordDraft,
    discardDraft,
    layout: readLayout,
    saveLayout: (ctx, input) => saveLayout(runner(), ctx, input, readDraftText(ctx, input.name)),
    templates: (ctx) => listTemplates(runner(), ctx),
    create: (ctx, input) => createPipeline(runner(), ctx, input),
    rename: (ctx, input) => renamePipeline(runner(), ctx, input),
    remove: (ctx, input) => removePipeline(runner(), ctx, input),
    restore: (ctx, name, before) => restorePipeline(ctx, name, removedPipeline.parse(before)),
    hashNow: (name) => readFileNow(pipelinePath(runner().ctx.paths, name))?.hash ?? null,
    taskSource: (ctx, input) => readTaskFiles(runner(), ctx, input),
    edit: (ctx, input) => editPipeline(runner(), ctx, input),
  };
}
