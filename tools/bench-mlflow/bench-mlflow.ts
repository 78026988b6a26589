import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildStale, partsFor } from '../build/build.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { measureArtifacts } from './artifact-speed.ts';
import { callKinds, type CallKind } from './calls.ts';
import { median } from './figures.ts';
import { greater, putUnderLoad } from './load.ts';
import { measureCall, type MeasuredCall } from './measure-calls.ts';
import { help, parseBenchOptions, type BenchMlflowOptions } from './options.ts';
import { readMemory, type Memory } from './process-tree.ts';
import { measurePythonClient } from './python-client.ts';
import { describeMlflow, ensureMlflowPython } from './python-env.ts';
import { formatReport, reportLines, type Report } from './report.ts';
import { createRestClient } from './rest-client.ts';
import { checkSameAnswers } from './same-answers.ts';
import { seedMlflow } from './seed-mlflow.ts';
import { createExperiments, seedStile } from './seed-stile.ts';
import { mlflowKind, startServer, stileKind, type Server, type ServerKind } from './servers.ts';
import { measureSync, slowSyncEnvironment } from './slow-sync.ts';
import { openSubject, type Subject } from './subject.ts';

/** `npm run bench:mlflow`: Stile beside the real MLflow server, with the same data, in one run on this machine. */
export const benchMlflow: Verb = async (ctx) => {
  const options = parseBenchOptions(ctx.args);
  if (options === null) {
    ctx.say(help);
    return 0;
  }
  await buildStale(ctx, partsFor.commandLine);
  const python = await ensureMlflowPython(ctx);
  // Inside the checkout's disk rather than the temporary folder, which is memory on many machines.
  const parent = join(ctx.paths.cache, 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'mlflow-'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const report = await measureAll(ctx, options, python, folder);
  if (options.json) console.log(JSON.stringify({ ...report, lines: reportLines(report) }, null, 2));
  else for (const line of formatReport(report)) console.log(line);
  return 0;
};

async function measureAll(
  { say, paths }: VerbContext,
  options: BenchMlflowOptions,
  python: string,
  folder: string,
): Promise<Report> {
  const { size } = options;
  const log = join(folder, 'servers.log');
  const kinds = await seedAll({ paths, say }, options, python, folder);
  say('starts ...');
  const startMs = await measureStarts(kinds, size.starts, log);
  const servers: Server[] = [];
  try {
    const idle = await startAll(kinds, servers, log);
    const subjects = await openAll(servers);
    await checkSameAnswers(subjects, size);
    const { calls, busy } = await measureCalls(subjects, options, say);
    say('artifacts ...');
    const artifacts = await measureArtifacts(subjects, folder, size.artifactBytes, size.turns);
    say('the Python client ...');
    const measuredByPython = options.withPython
      ? await measurePythonClient(python, servers, size.turns, folder)
      : [];
    const load = [];
    for (const subject of subjects) {
      say(`load on ${subject.server.name} ...`);
      load.push(await putUnderLoad(subject, size.loadMs));
    }
    for (const { client } of subjects) client.close();
    await stopAll(servers);
    say('a slow disk ...');
    const slowKinds = kinds.filter(({ name }) => !name.includes('default'));
    return {
      versions: `${await describeMlflow(python, folder)}; Node ${process.version}`,
      servers: kinds.map(({ name }) => name),
      syncMs: measureSync(folder),
      startMs,
      idle,
      busy,
      load,
      calls,
      artifacts,
      slow: await measureSlowDisk(slowKinds, options, folder, log),
      slowServers: slowKinds.map(({ name }) => name),
      python: measuredByPython,
    };
  } finally {
    await stopAll(servers);
  }
}

/** Makes the data of every server and answers how to start them: Stile last. */
async function seedAll(
  { paths, say }: Pick<VerbContext, 'paths' | 'say'>,
  { size, seed, withDefault }: BenchMlflowOptions,
  python: string,
  folder: string,
): Promise<ServerKind[]> {
  const log = join(folder, 'servers.log');
  const [one, some, ours] = ['one-worker', 'default-workers', 'stile'].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  }) as [string, string, string];
  const mlflow = mlflowKind(python, one, 1);
  const stile = stileKind(paths.dist, ours);
  say(`seeding MLflow with ${size.runs} runs ...`);
  const first = await startServer(mlflow, log);
  const client = createRestClient(first.address);
  const experiments = await whileUp(first, () => createExperiments(client));
  client.close();
  seedMlflow(join(one, 'mlflow.db'), experiments, size, seed);
  copyFileSync(join(one, 'mlflow.db'), join(some, 'mlflow.db'));
  say(`seeding Stile with ${size.runs} runs, over REST ...`);
  const started = performance.now();
  const server = await startServer(stile, log);
  await whileUp(server, () => seedStile(server.address, size, seed));
  say(`seeded Stile in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return [mlflow, ...(withDefault ? [mlflowKind(python, some)] : []), stile];
}

async function measureStarts(kinds: readonly ServerKind[], starts: number, log: string): Promise<number[]> {
  const times = kinds.map((): number[] => []);
  for (let n = 0; n < starts; n++) {
    for (const [index, kind] of kinds.entries()) {
      const server = await startServer(kind, log);
      times[index]?.push(server.startMs);
      await server.stop();
    }
  }
  return times.map(median);
}

const settleMs = 3000;

/** Starts the servers one after another; answers what each weighs when it has come to rest. */
async function startAll(
  kinds: readonly ServerKind[],
  servers: Server[],
  log: string,
): Promise<(Memory | null)[]> {
  for (const kind of kinds) servers.push(await startServer(kind, log));
  await wait(settleMs);
  return servers.map(({ pid }) => readMemory(pid));
}

async function stopAll(servers: Server[]): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

async function openAll(servers: readonly Server[]): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const server of servers) subjects.push(await openSubject(server));
  return subjects;
}

async function measureCalls(
  subjects: readonly Subject[],
  { size, filters }: BenchMlflowOptions,
  say: (sentence: string) => void,
): Promise<{ calls: MeasuredCall[]; busy: (Memory | null)[] }> {
  const busy = subjects.map((): Memory | null => null);
  const sample = (subject: Subject): void => {
    const index = subjects.indexOf(subject);
    busy[index] = greater(busy[index] ?? null, readMemory(subject.server.pid));
  };
  const calls: MeasuredCall[] = [];
  for (const kind of callKinds.filter((each) => isWanted(each, filters))) {
    say(`${kind.name} ...`);
    calls.push(await measureCall(kind, subjects, size.turns, sample));
  }
  return { calls, busy };
}

function isWanted({ name }: CallKind, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => name.includes(filter));
}

/** The calls that wait for the disk, on one that is slow; nothing where that cannot be had. */
async function measureSlowDisk(
  kinds: readonly ServerKind[],
  { size, filters }: BenchMlflowOptions,
  folder: string,
  log: string,
): Promise<MeasuredCall[]> {
  const env = slowSyncEnvironment(folder);
  if (env === null) return [];
  const servers: Server[] = [];
  try {
    for (const kind of kinds) servers.push(await startServer(kind, log, env));
    const subjects = await openAll(servers);
    const calls: MeasuredCall[] = [];
    for (const kind of callKinds.filter((each) => each.writes && isWanted(each, filters)))
      calls.push(await measureCall(kind, subjects, Math.ceil(size.turns / 2)));
    for (const { client } of subjects) client.close();
    return calls;
  } finally {
    await stopAll(servers);
  }
}

async function whileUp<T>(server: { stop: () => Promise<void> }, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } finally {
    await server.stop();
  }
}
