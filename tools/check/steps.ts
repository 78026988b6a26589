import { join } from 'node:path';
import type { RepositoryPaths } from '../lib/paths.ts';

/** One program of `npm run check`, run under this Node in the repository's folder. */
export interface CheckStep {
  name: string;
  /** script and arguments */
  args: string[];
}

/**
 * All of them, the slowest first so that two lanes end together. A new check is a file in this folder that
 * prints what is wrong and exits with 1, and a line here.
 *
 * @param write bring committed files that the code determines up to date, instead of comparing them
 */
export function checkSteps({ root }: RepositoryPaths, write: boolean): CheckStep[] {
  const tool = (...parts: string[]): string => join(root, 'node_modules', ...parts);
  const own = (file: string): string => join(root, 'tools', 'check', file);
  return [
    { name: 'eslint', args: [tool('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'] },
    { name: 'oxlint', args: [tool('oxlint', 'bin', 'oxlint')] },
    { name: 'types', args: [tool('typescript', 'bin', 'tsc'), '-b'] },
    { name: 'boundaries', args: [own('boundaries.ts')] },
    { name: 'generated', args: [own('generated.ts'), ...(write ? ['--write'] : [])] },
    { name: 'knip', args: [tool('knip', 'bin', 'knip.js')] },
    {
      name: 'prettier',
      args: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    },
  ];
}
