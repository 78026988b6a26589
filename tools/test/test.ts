import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureTestBrowser } from '../browser/browser.ts';
import { buildStale, partsFor } from '../build/build.ts';
import { lockedClients } from '../conformance/locked-clients.ts';
import { clientTests } from '../conformance/run-clients.ts';
import { listFiles } from '../lib/files.ts';
import { formatTable } from '../lib/table.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { decideStart } from '../start/decide.ts';
import { parseTestOptions } from './options.ts';
import type { TestOptions } from './options.ts';
import type { Need, Suite } from './suite.ts';
import { addTotals, noTests, totalsLine } from './totals.ts';
import type { Totals } from './totals.ts';

interface Setup {
  env: NodeJS.ProcessEnv;
  /** need -> why it is not met */
  unmet: Map<Need, { reason: string; isFailure: boolean }>;
  /** what this machine could not test, beyond whole suites */
  notes: string[];
}

interface SuiteResult {
  name: string;
  seconds: number;
  totals: Totals;
  notRun?: string;
}

/** `npm test [-- suites, file names, --strict]` */
export const test: Verb = async (ctx) => {
  const options = parseTestOptions(ctx.args, ctx.env);
  // What is fetched and built for later suites comes while those run that need nothing.
  const settingUp = setUp(ctx, options);
  settingUp.catch(() => undefined); // it is asked below
  const results: SuiteResult[] = [];
  for (const suite of options.chosen) {
    const setup = suite.needs.length === 0 ? emptySetup(ctx) : await settingUp;
    results.push(await runSuite(ctx, suite, setup, options));
  }
  return report(results, await settingUp);
};

/** `npm run e2e [-- file names]` */
export const e2e: Verb = (ctx) => test({ ...ctx, args: ['e2e', ...ctx.args] });

function emptySetup({ env }: VerbContext): Setup {
  return { env: { ...env }, unmet: new Map(), notes: [] };
}

async function setUp(ctx: VerbContext, { chosen, filters, strict }: TestOptions): Promise<Setup> {
  const needs = new Set(chosen.flatMap((suite) => suite.needs));
  const setup = emptySetup(ctx);
  if (needs.has('dist')) await setUpDist(ctx, setup);
  if (needs.has('mlflow') && clientTests(ctx, filters).length > 0) await setUpMlflow(ctx, setup, strict);
  if (needs.has('browser')) {
    await setUpBrowser(ctx, setup, strict);
    setUpElectron(ctx, setup);
  }
  return setup;
}

/** A product that does not build is a failure everywhere, and no reason to keep quiet about the other suites. */
async function setUpDist(ctx: VerbContext, { unmet }: Setup): Promise<void> {
  try {
    await buildStale(ctx, partsFor.everything);
  } catch (error) {
    unmet.set('dist', { reason: `it does not build: ${messageOf(error)}`, isFailure: true });
  }
}

async function setUpMlflow(ctx: VerbContext, { unmet }: Setup, strict: boolean): Promise<void> {
  try {
    await lockedClients(ctx);
  } catch (error) {
    unmet.set('mlflow', { reason: messageOf(error), isFailure: strict });
  }
}

async function setUpBrowser(ctx: VerbContext, { env, unmet }: Setup, strict: boolean): Promise<void> {
  try {
    const browser = await ensureTestBrowser(ctx);
    if (browser.kind === 'found') env['STILE_BROWSER_PATH'] = browser.path;
    else unmet.set('browser', { reason: browser.reason, isFailure: strict });
  } catch (error) {
    unmet.set('browser', { reason: messageOf(error), isFailure: strict });
  }
}

/** The specs that want the real Electron run where it can; elsewhere the same shell runs on a fake of it. */
function setUpElectron({ env, paths }: VerbContext, setup: Setup): void {
  const specs = listFiles(join(paths.root, 'e2e', 'electron'), (path) => path.endsWith('.spec.ts'));
  if (specs.length === 0) return;
  const machine = { platform: process.platform, env, exists: existsSync };
  const decision = decideStart(machine, join(paths.root, 'node_modules', 'electron'));
  if (decision.kind === 'electron') setup.env['STILE_ELECTRON_PATH'] = decision.binary;
  else setup.notes.push(`e2e/electron (${specs.length} spec files): ${decision.reason}`);
}

async function runSuite(
  { paths }: VerbContext,
  suite: Suite,
  { env, unmet }: Setup,
  { filters, strict }: TestOptions,
): Promise<SuiteResult> {
  const started = performance.now();
  const problem = suite.needs.map((need) => unmet.get(need)).find((found) => found !== undefined);
  if (problem) {
    const totals = { ...noTests, [problem.isFailure ? 'failed' : 'skipped']: 1 };
    return { name: suite.name, seconds: 0, totals, notRun: problem.reason };
  }
  console.log(`\n== ${suite.name}`);
  const totals = await suite.run({ paths, env, filters });
  const result = { name: suite.name, seconds: (performance.now() - started) / 1000, totals };
  // A pattern that matches nothing any more must not pass for a suite that passed.
  const isEmpty = totals.passed + totals.failed + totals.skipped === 0 && filters.length === 0;
  if (!isEmpty) return result;
  return { ...result, totals: { ...totals, failed: strict ? 1 : 0 }, notRun: 'no test was found' };
}

/** What did not run comes before the table, in capitals, so that nobody takes half a run for a whole one. */
function report(results: SuiteResult[], { notes }: Setup): number {
  const total = results.map((result) => result.totals).reduce(addTotals, noTests);
  const notRun = results.flatMap(({ name, notRun: reason }) => (reason ? [`${name}: ${reason}`] : []));
  console.log('');
  for (const line of [...notRun, ...notes]) console.log(`NOT RUN HERE: ${line}`);
  for (const { name, totals } of results) {
    for (const failed of totals.failures) console.log(`FAILED: ${name}: ${failed.name}: ${failed.reason}`);
  }
  for (const line of resultTable(results)) console.log(line);
  console.log(totalsLine(total));
  const isNothing = total.passed + total.failed + total.skipped === 0;
  if (isNothing) console.log('NOT RUN HERE: anything: no test was found');
  return total.failed === 0 && !isNothing ? 0 : 1;
}

function resultTable(results: SuiteResult[]): string[] {
  return formatTable(results, [
    { title: 'suite', cell: ({ name }) => name },
    { title: 'seconds', cell: ({ seconds }) => seconds.toFixed(1), right: true },
    { title: 'passed', cell: ({ totals }) => String(totals.passed), right: true },
    { title: 'failed', cell: ({ totals }) => String(totals.failed), right: true },
    { title: 'skipped', cell: ({ totals }) => String(totals.skipped), right: true },
  ]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
