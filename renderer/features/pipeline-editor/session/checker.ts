import type { PipelineProblem } from '#contract/pipelines.ts';
import type { SessionEngine } from './session-engine.ts';

/** Changes that follow each other this fast, in ms, are checked together. */
const pauseMs = 60;

export type Checker = {
  readonly check: (text: string) => void;
  readonly stop: () => void;
};

type CheckerOptions = {
  readonly client: SessionEngine;
  readonly name: string;
  readonly onChecked: (text: string, problems: readonly PipelineProblem[]) => void;
  readonly onFailure: (error: unknown) => void;
};

/** Has the engine check the newest text, by the checks of `stile pipeline validate`; older answers are dropped. */
export function createChecker({ client, name, onChecked, onFailure }: CheckerOptions): Checker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | null = null;
  async function ask(text: string): Promise<void> {
    asked?.abort();
    const own = new AbortController();
    asked = own;
    try {
      const { problems } = await client.pipelines.validate({ name, text }, { signal: own.signal });
      if (!own.signal.aborted) onChecked(text, problems);
    } catch (error) {
      if (!own.signal.aborted) onFailure(error);
    }
  }
  return {
    check: (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(text), pauseMs);
    },
    stop: () => {
      clearTimeout(timer);
      asked?.abort();
    },
  };
}
