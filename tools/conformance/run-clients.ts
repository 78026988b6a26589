import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runAndRelay } from '../launcher/relay.mjs';
import type { VerbContext } from '../lib/verb.ts';
import { addTotals, noTests, withExitCode } from '../test/totals.ts';
import type { Totals } from '../test/totals.ts';
import { clientFolder } from './environment.ts';
import { junitTotals } from './junit.ts';

/** An environment with an MLflow client to run the tests in. */
export interface Client {
  name: string;
  /** its program */
  python: string;
}

type Ctx = Pick<VerbContext, 'env' | 'paths'>;

/** The test files whose names contain one of `filters`; all of them without. */
export function clientTests({ paths }: Pick<Ctx, 'paths'>, filters: string[]): string[] {
  const files = readdirSync(clientFolder(paths)).filter((name) => /^test_.*\.py$/.test(name));
  if (filters.length === 0) return files;
  return files.filter((file) => filters.some((filter) => file.includes(filter)));
}

/**
 * Runs the tests once for each client, all at the same time, and prints what each pytest said when it ends; until
 * then it stands in test-results/mlflow-<client>.log.
 */
export async function runClients(ctx: Ctx, clients: Client[], pytestArgs: string[]): Promise<Totals> {
  console.log(`MLflow clients ${clients.map(({ name }) => name).join(' and ')}: some minutes without a word`);
  const totals = await Promise.all(clients.map((client) => runClient(ctx, client, pytestArgs)));
  return totals.reduce(addTotals, noTests);
}

async function runClient({ env, paths }: Ctx, client: Client, pytestArgs: string[]): Promise<Totals> {
  mkdirSync(paths.results, { recursive: true });
  const report = join(paths.results, `mlflow-${client.name}.xml`);
  const log = join(paths.results, `mlflow-${client.name}.log`);
  rmSync(report, { force: true });
  const args = ['-m', 'pytest', '--quiet', `--junitxml=${report}`, ...pytestArgs];
  const output = openSync(log, 'w');
  const code = await runAndRelay(client.python, args, {
    cwd: clientFolder(paths),
    env: { ...env, STILE_NODE: process.execPath, STILE_CLI: join(paths.dist, 'cli.cjs') },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  console.log(`\n-- MLflow client ${client.name}\n${readFileSync(log, 'utf8').trimEnd()}`);
  return withExitCode(existsSync(report) ? junitTotals(readFileSync(report, 'utf8')) : noTests, code);
}
