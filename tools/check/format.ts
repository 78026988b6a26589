import { join } from 'node:path';
import process from 'node:process';
import { runAndRelay } from '../launcher/relay.mjs';
import type { Verb } from '../lib/verb.ts';

/** `npm run format [-- files]` */
export const format: Verb = ({ args, paths, env }) => {
  const program = join(paths.root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  const files = args.length > 0 ? args : ['.'];
  return runAndRelay(process.execPath, [program, '--write', '--log-level', 'warn', ...files], {
    cwd: paths.root,
    env,
  });
};
