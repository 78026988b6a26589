import type { PipelineDraft } from '#contract/pipeline-editing.ts';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { Inputs } from '#contract/procedures.ts';

type In = Inputs['pipelines'];

/** What a session asks of the engine. */
export type SessionEngine = {
  readonly pipelines: {
    readonly get: (input: In['get']) => Promise<{ text: string; hash: string }>;
    readonly save: (input: In['save']) => Promise<{ hash: string }>;
    readonly validate: (
      input: In['validate'],
      options: { signal: AbortSignal },
    ) => Promise<{ problems: readonly PipelineProblem[] }>;
    readonly draft: (input: In['draft']) => Promise<{ draft: PipelineDraft | null }>;
    readonly recordDraft: (input: In['recordDraft']) => Promise<{ revision: number }>;
    readonly discardDraft: (input: In['discardDraft']) => Promise<unknown>;
    readonly saveLayout: (input: In['saveLayout']) => Promise<unknown>;
  };
};
