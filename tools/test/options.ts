import { suites } from './suites.ts';
import type { Suite } from './suite.ts';

export interface TestOptions {
  chosen: Suite[];
  /** what a test file's name must contain */
  filters: string[];
  /** what is missing on this machine is a failure */
  strict: boolean;
}

/**
 * `npm test -- [suite ...] [file filter ...] [--strict]`.
 *
 * @throws when an option is unknown
 */
export function parseTestOptions(args: string[], env: NodeJS.ProcessEnv): TestOptions {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--strict');
  if (unknown) throw new Error(`Unknown option ${unknown}: npm test knows --strict, suites and file names.`);
  const words = args.filter((arg) => !arg.startsWith('-'));
  const named = suites.filter((suite) => words.includes(suite.name));
  return {
    chosen: named.length > 0 ? named : suites,
    filters: words.filter((word) => !suites.some((suite) => suite.name === word)),
    strict: args.includes('--strict') || env['CI'] === 'true',
  };
}
