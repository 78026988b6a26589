import { createRequire } from 'node:module';
import process from 'node:process';
import { buildStale, partsFor } from '../build/build.ts';
import { runAndRelay } from '../launcher/relay.mjs';
import type { Verb } from '../lib/verb.ts';
import { builderArgs } from './builder-args.ts';

/**
 * `npm run package [-- arguments of electron-builder | --for-e2e]`: the installers for this system, in release/.
 * Fetches Electron and electron-builder's own tools when they are not there.
 */
export const packageApp: Verb = async (ctx) => {
  await buildStale(ctx, partsFor.everything);
  const { args, env, paths } = ctx;
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const flags = builderArgs({ args, env, platform: process.platform });
  return runAndRelay(process.execPath, [cli, ...flags], { cwd: paths.root, env });
};
