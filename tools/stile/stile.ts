import { join } from 'node:path';
import process from 'node:process';
import { runAndRelay } from '../launcher/relay.mjs';
import { buildStale, partsFor } from '../build/build.ts';
import type { Verb } from '../lib/verb.ts';

/** `npm run stile -- <noun> <verb> ...`: the command line as it ships, from this checkout. */
export const stile: Verb = async ({ args, env, paths, say }) => {
  const showsPage = args.some((arg) => arg === 'serve' || arg === 'open');
  await buildStale({ paths, say }, showsPage ? partsFor.everything : partsFor.commandLine);
  const cwd = env['STILE_CALLER_CWD'] ?? paths.root;
  return runAndRelay(process.execPath, [join(paths.dist, 'cli.cjs'), ...args], { cwd, env });
};
