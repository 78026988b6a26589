import type { PipelineRunnerOptions } from '../runner-parts.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('the tasks of this test run no Python'));

/** For runners none of whose tasks run in Python. */
export const noPythons: PipelineRunnerOptions['pythons'] = { prepareTask: refuse, inspectTask: refuse };
