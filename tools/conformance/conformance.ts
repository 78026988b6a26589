import process from 'node:process';
import { buildStale, partsFor } from '../build/build.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { totalsLine } from '../test/totals.ts';
import { installNewest, lockNames } from './environment.ts';
import { lockedClients } from './locked-clients.ts';
import { findPython } from './python.ts';
import { runClients } from './run-clients.ts';
import type { Client } from './run-clients.ts';

/** `npm run conformance [-- newest|3.4] [pytest arguments]`: Stile against the locked MLflow clients. */
export const conformance: Verb = async (ctx) => {
  const named = lockNames.filter((name) => ctx.args.includes(name));
  const rest = ctx.args.filter((arg) => !lockNames.some((name) => name === arg));
  return testClients(ctx, await lockedClients(ctx, named.length > 0 ? named : lockNames), rest);
};

/** `npm run conformance:newest [-- pytest arguments]`: the same tests with whatever is released by now. */
export const conformanceNewest: Verb = async (ctx) => {
  const python = findPython(ctx.env, process.platform);
  if (python.kind === 'missing') throw new Error(`The MLflow client needs a Python: ${python.reason}.`);
  return testClients(ctx, [{ name: 'unlocked', python: await installNewest(ctx, python) }], ctx.args);
};

async function testClients(ctx: VerbContext, clients: Client[], pytestArgs: string[]): Promise<number> {
  await buildStale(ctx, partsFor.commandLine);
  const totals = await runClients(ctx, clients, pytestArgs);
  console.log(totalsLine(totals));
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
}
