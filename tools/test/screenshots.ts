import { join } from 'node:path';
import process from 'node:process';
import { ensureTestBrowser } from '../browser/browser.ts';
import { buildStale, partsFor } from '../build/build.ts';
import { runAndRelay } from '../launcher/relay.mjs';
import type { Verb } from '../lib/verb.ts';

/** `npm run screenshots`: takes the pictures of docs/screenshots from the built window. */
export const screenshots: Verb = async (ctx) => {
  await buildStale(ctx, partsFor.everything);
  const browser = await ensureTestBrowser(ctx);
  if (browser.kind === 'missing') throw new Error(`No picture was taken: ${browser.reason}.`);
  const env = { ...ctx.env, STILE_BROWSER_PATH: browser.path };
  return runAndRelay(process.execPath, [join(ctx.paths.root, 'e2e', 'screenshots.ts'), ...ctx.args], {
    cwd: ctx.paths.root,
    env,
  });
};
