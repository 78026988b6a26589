import type { SuiteRun } from '../test/suite.ts';
import { noTests } from '../test/totals.ts';
import type { Totals } from '../test/totals.ts';
import { lockedClients } from './locked-clients.ts';
import { clientTests, runClients } from './run-clients.ts';

/** The suite `mlflow` of `npm test`: every locked client, in the test files whose names hold a filter. */
export async function runMlflowClients({ paths, env, filters }: SuiteRun): Promise<Totals> {
  const files = clientTests({ paths }, filters);
  if (files.length === 0) return noTests;
  const say = (sentence: string): void => console.error(sentence);
  return runClients({ paths, env }, await lockedClients({ paths, env, say }), files);
}
