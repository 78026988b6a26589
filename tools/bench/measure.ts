import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join, relative } from 'node:path';
import type { BenchRow } from '#core/testing/bench-types.ts';
import { ensureTestBrowser } from '../browser/browser.ts';
import { buildStale, partsFor } from '../build/build.ts';
import { listFiles, toPosix } from '../lib/files.ts';
import type { VerbContext } from '../lib/verb.ts';
import { parseMeasureOptions } from './options.ts';
import type { MeasureOptions } from './options.ts';
import { formatRows } from './rows.ts';
import type { MeasuredRow } from './rows.ts';
import type { Order, Report } from './run-one.ts';

export type Kind = 'bench' | 'soak';

/** Runs every `*.bench.ts` or `*.soak.ts`, prints the table, and fails when a budget was missed or a file broke. */
export async function measure(ctx: VerbContext, kind: Kind): Promise<number> {
  const options = parseMeasureOptions(ctx.args);
  const files = findFiles(ctx.paths.root, kind, options.filters);
  if (files.length === 0) throw new Error(`No ${kind} is called ${options.filters.join(' or ')}.`);
  await buildStale(ctx, partsFor.everything);
  const env = await environment(ctx, files);
  const rows: MeasuredRow[] = [];
  const errors: string[] = [];
  for (const file of files) {
    ctx.say(`${kind} ${file} (seed ${options.seed}) ...`);
    const report = await measureFile({ ...ctx, env }, kind, file, options);
    if ('error' in report) errors.push(`${file}: ${report.error}`);
    else rows.push(...report.rows.map((row) => ({ ...withRatio(row), name: report.name })));
  }
  print(rows, errors, options);
  for (const error of errors) ctx.say(error);
  return errors.length === 0 && rows.every((row) => row.ok !== false) ? 0 : 1;
}

function findFiles(root: string, kind: Kind, filters: string[]): string[] {
  return ['core', 'e2e']
    .flatMap((folder) => listFiles(join(root, folder), (path) => path.endsWith(`.${kind}.ts`)))
    .map((path) => toPosix(relative(root, path)))
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)));
}

/** Benches of the page want a browser, which the others need not wait for. */
async function environment(ctx: VerbContext, files: string[]): Promise<NodeJS.ProcessEnv> {
  if (!files.some((file) => file.startsWith('e2e/'))) return ctx.env;
  const browser = await ensureTestBrowser(ctx);
  if (browser.kind === 'missing') throw new Error(`There is no browser to measure in: ${browser.reason}.`);
  return { ...ctx.env, STILE_BROWSER_PATH: browser.path };
}

/** A process of its own: one file's heap and open handles must not slow the next one down. */
async function measureFile(
  { paths, env }: VerbContext,
  kind: Kind,
  file: string,
  { seed, count }: MeasureOptions,
): Promise<Report> {
  // Inside the checkout's disk rather than the temporary folder, which is memory on many machines.
  const parent = join(paths.cache, kind);
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'run-'));
  try {
    return await runOrder({ file: join(paths.root, file), kind, dist: paths.dist, folder, seed, count }, env);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runOrder(order: Order, env: NodeJS.ProcessEnv): Promise<Report> {
  return new Promise((resolve) => {
    const script = join(import.meta.dirname, 'run-one.ts');
    const stdio = ['ignore', 2, 2, 'ipc'] as const;
    const child = fork(script, [], { env, stdio: [...stdio], execArgv: ['--expose-gc'] });
    let report: Report = { error: 'it ended without a result' };
    child.on('message', (message) => (report = message as Report));
    child.once('exit', () => resolve(report));
    child.send(order);
  });
}

function withRatio(row: BenchRow): BenchRow {
  if (row.ratio !== undefined || !row.reference) return row;
  return { ...row, ratio: row.value / row.reference };
}

function print(rows: MeasuredRow[], errors: string[], { json, seed }: MeasureOptions): void {
  const machine = {
    cpu: os.cpus()[0]?.model.trim(),
    cores: os.availableParallelism(),
    platform: process.platform,
  };
  if (json) console.log(JSON.stringify({ machine, node: process.version, seed, rows, errors }, null, 2));
  else for (const line of formatRows(rows)) console.log(line);
}
