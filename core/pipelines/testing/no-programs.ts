import type { PipelineRunnerOptions } from '../runner-parts.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('the tasks of this test run no programs'));

/** For runners whose tasks all work in the engine. */
export const noPrograms: PipelineRunnerOptions['supervisor'] = {
  start: refuse,
  ended: refuse,
  cancel: refuse,
  look: refuse,
  sweep: refuse,
  close: () => Promise.resolve(),
};
