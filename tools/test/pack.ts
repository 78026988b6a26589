import { buildStale, partsFor } from '../build/build.ts';
import type { Verb } from '../lib/verb.ts';
import { runVitest } from './suites.ts';
import { totalsLine } from './totals.ts';

/** `npm run test:pack`: packs the desktop app with a stand-in for Electron's files and looks into the result. */
export const testPack: Verb = async (ctx) => {
  await buildStale(ctx, partsFor.everything);
  const totals = await runVitest('pack', { paths: ctx.paths, env: ctx.env, filters: ctx.args });
  if (totals.passed + totals.failed === 0)
    ctx.say('No test packed anything: *.pack.test.ts matches no file.');
  console.log(totalsLine(totals));
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
};
