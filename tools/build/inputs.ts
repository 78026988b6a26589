import { basename, join } from 'node:path';
import { listFiles } from '../lib/files.ts';

const testOnly = /\.(test|bench|soak)\.tsx?$|\.process\.test\.ts$/;

/** Source files of a folder of the repository: what a test, bench or soak file says does not reach dist/. */
export function sourcesOf(root: string, folder: string): string[] {
  return listFiles(join(root, folder), (path) => !testOnly.test(path) && !basename(path).startsWith('.'));
}

/** Inputs of every part: the locked dependencies and the way things are built. */
export function sharedInputs(root: string): string[] {
  const buildTools = listFiles(join(root, 'tools', 'build'), (path) => !testOnly.test(path));
  return [join(root, 'package.json'), join(root, 'package-lock.json'), ...buildTools];
}
