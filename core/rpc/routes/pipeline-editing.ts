import { os } from '../os.ts';

const { pipelines } = os;

/** Part of `pipelines`. */
export const pipelineEditingRoutes = {
  draft: pipelines.draft.handler(({ context, input }) =>
    context.services.runner.editor.draft(context.engine, input),
  ),
  drafts: pipelines.drafts.handler(({ context }) => context.services.runner.editor.drafts(context.engine)),
  recordDraft: pipelines.recordDraft.handler(({ context, input }) =>
    context.services.runner.editor.recordDraft(context.engine, input),
  ),
  discardDraft: pipelines.discardDraft.handler(({ context, input }) =>
    context.services.runner.editor.discardDraft(context.engine, input),
  ),
  layout: pipelines.layout.handler(({ context, input }) =>
    context.services.runner.editor.layout(context.engine, input),
  ),
  saveLayout: pipelines.saveLayout.handler(({ context, input }) =>
    context.services.runner.editor.saveLayout(context.engine, input),
  ),
  templates: pipelines.templates.handler(({ context }) =>
    context.services.runner.editor.templates(context.engine),
  ),
  create: pipelines.create.handler(({ context, input }) =>
    context.services.runner.editor.create(context.engine, input),
  ),
  rename: pipelines.rename.handler(({ context, input }) =>
    context.services.runner.editor.rename(context.engine, input),
  ),
  remove: pipelines.remove.handler(({ context, input }) =>
    context.services.runner.editor.remove(context.engine, input),
  ),
  edit: pipelines.edit.handler(({ context, input }) =>
    context.services.runner.editor.edit(context.engine, input),
  ),
  taskSource: pipelines.taskSource.handler(({ context, input }) =>
    context.services.runner.editor.taskSource(context.engine, input),
  ),
};
