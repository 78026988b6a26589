import type { RepositoryPaths } from '../lib/paths.ts';
import type { Totals } from './totals.ts';

/** What a suite needs before it can run. */
export type Need = 'dist' | 'browser' | 'mlflow';

export interface Suite {
  name: string;
  needs: Need[];
  /** runs the tests whose file names contain one of `filters` (all without) and answers their counts */
  run: (run: SuiteRun) => Promise<Totals>;
}

export interface SuiteRun {
  paths: RepositoryPaths;
  env: NodeJS.ProcessEnv;
  filters: string[];
}
