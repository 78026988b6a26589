import { dirname, join } from 'node:path';

/** Folders of the checkout, all absolute. */
export interface RepositoryPaths {
  root: string;
  /** what ships */
  dist: string;
  /** stamps, extracted browser, TypeScript's output: safe to delete */
  cache: string;
  /** reports of test runs */
  results: string;
}

/** The folders of this checkout, or of another one for tests. */
export function repositoryPaths(root = dirname(dirname(import.meta.dirname))): RepositoryPaths {
  return {
    root,
    dist: join(root, 'dist'),
    cache: join(root, '.cache'),
    results: join(root, 'test-results'),
  };
}
