import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Runner } from '../runner-parts.ts';
import { readLayout, saveLayout } from './layouts.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** What editors of pipeline files ask for beside reading, checking and saving them. */
export interface PipelineEditor {
  layout(ctx: EngineContext, input: In['layout']): Out['layout'];
  /** @throws NOT_FOUND, INVALID_ARGUMENT */
  saveLayout(ctx: EngineContext, input: In['saveLayout']): Promise<Out['saveLayout']>;
}

/** @param runner comes after this: contexts can be had once the engine is put together */
export function createPipelineEditor(runner: () => Runner): PipelineEditor {
  return {
    layout: readLayout,
    saveLayout: (ctx, input) => saveLayout(runner(), ctx, input, null),
  };
}
