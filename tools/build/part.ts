import type { RepositoryPaths } from '../lib/paths.ts';

/** A piece of dist/ that is built, or left alone, by itself. */
export interface BuildPart {
  name: string;
  /** absolute paths of the files whose change makes the part stale */
  inputs: (root: string) => string[];
  /** absolute paths that must be there afterwards (not all of them: the ones others rely on) */
  outputs: (paths: RepositoryPaths) => string[];
  build: (paths: RepositoryPaths) => Promise<void>;
}
