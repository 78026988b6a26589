import { os } from '../os.ts';

const { pipelines } = os;

/** Part of `pipelines`. */
export const pipelineEditingRoutes = {
  layout: pipelines.layout.handler(({ context, input }) =>
    context.services.runner.editor.layout(context.engine, input),
  ),
  saveLayout: pipelines.saveLayout.handler(({ context, input }) =>
    context.services.runner.editor.saveLayout(context.engine, input),
  ),
};
