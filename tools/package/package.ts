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
  return runAndRelay(process.execPath, [cli, ...flags], { cwd: paths.root, env: withoutEmpty(env) });
};

/** A secret that nobody has set comes as an empty text, which electron-builder takes for a file's name. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' || !secrets.test(name)),
  );
}

const secrets = /^(WIN_)?CSC_|^APPLE_API_/;
