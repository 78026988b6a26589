import { createWriteStream, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { arch, cpus, freemem, machine, release, totalmem, type, uptime, version as osVersion } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { StileError, systemCode } from '#core/kernel/errors.ts';
import { readFreeBytes, renameWithRetry } from '#core/kernel/files.ts';
import { checkOutputFile } from '#core/kernel/output-file.ts';
import { resolveLinks } from '#core/kernel/safe-paths.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { createAnonymizer, mapTexts, type Anonymize } from './anonymous.ts';
import { describeApp, type AppFacts } from './app-info.ts';
import { measureDatabase, readDatabaseHeader } from './database-header.ts';
import { findPlaces } from './places.ts';
import { redactLogLine } from './redact-log.ts';

export interface DiagnosticsSource {
  app: AppFacts;
  /** Absolute; null when it is not known which is open. */
  workspace: string | null;
  /** ms since 1970 UTC */
  now: number;
  /** The crash dumps themselves, which hold memory of the program. */
  withDumps: boolean;
  /**
   * What only an engine knows, by name; each becomes a file of JSON. Without one, the header of the database is read
   * here: that must not happen in a process that has it open.
   */
  ofEngine: Readonly<Record<string, unknown>> | null;
}

interface Entry {
  path: string;
  /** What is inside, for a person. */
  about: string;
  content: Buffer;
}

export interface DiagnosticsZip {
  name: string;
  entries: { path: string; bytes: number }[];
}

/** Writes what helps to find an error to a zip, without names and data of the user. @throws INVALID_ARGUMENT, ALREADY_EXISTS, DISK_FULL */
export async function writeDiagnostics(
  source: DiagnosticsSource,
  file: string,
  overwrite: boolean,
): Promise<DiagnosticsZip & { file: string; bytes: number }> {
  checkOutputFile({ file, overwrite }, source.workspace, 'allow that it is replaced');
  const { zip, ...made } = await packEntries(source);
  const unfinished = `${file}.tmp`;
  try {
    await pipeline(zip.outputStream, createWriteStream(unfinished, { flush: true }));
    await renameWithRetry(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (systemCode(error) !== 'ENOSPC') throw error;
    const message = `The disk of ${file} is full. Free some space and try again.`;
    throw new StileError('DISK_FULL', message, { path: file }, error);
  }
  return { ...made, file, bytes: statSync(file).size };
}

/** The same in memory, for a browser to keep. */
export async function packDiagnostics(
  source: DiagnosticsSource,
): Promise<DiagnosticsZip & { content: Buffer }> {
  const { zip, ...made } = await packEntries(source);
  return { ...made, content: await buffer(zip.outputStream) };
}

async function packEntries(source: DiagnosticsSource): Promise<DiagnosticsZip & { zip: ZipFile }> {
  const entries = await collect(source);
  const zip = new ZipFile();
  const mtime = new Date(source.now);
  for (const { path, content } of entries) zip.addBuffer(content, path, { mtime });
  zip.end();
  const day = new Date(source.now).toISOString().slice(0, 10);
  const sizes = entries.map(({ path, content }) => ({ path, bytes: content.length }));
  return { name: `stile-diagnostics-${day}.zip`, entries: sizes, zip };
}

async function collect(source: DiagnosticsSource): Promise<Entry[]> {
  const { app, workspace, ofEngine } = source;
  const anonymize = createAnonymizer(app, resolveLinks(app.home));
  const places = findPlaces(app);
  const document = (path: string, about: string, value: unknown): Entry => ({
    path,
    about,
    content: Buffer.from(`${JSON.stringify(mapTexts(value, anonymize), null, 2)}\n`),
  });
  const logs = workspace === null ? null : buildWorkspacePaths(workspace).logs;
  const found = [
    document('app.json', 'versions, and where Stile keeps its data', { ...describeApp(app), versions: process.versions }),
    document('system.json', 'the machine: system, processor, memory', await describeSystem(workspace)),
    document('environment.json', 'the environment variables that steer Stile; secrets are masked', maskEnvironment(app.env)),
    ...(ofEngine === null ? [] : Object.entries(ofEngine).map(([name, value]) => document(`${name}.json`, aboutEngine[name] ?? 'figures of the engine', value))),
    ...(ofEngine === null && workspace !== null ? [document('database.json', 'what the header of the database says; no engine answered', describeFile(workspace))] : []),
    document('crash-dumps.json', 'names and sizes of crash dumps', listDumps(places.crashDumps).map(({ name, bytes }) => ({ name, bytes }))),
    ...(logs === null ? [] : await readLogs(logs, 'logs/engine', anonymize)),
    ...(await readLogs(places.logs, 'logs/desktop', anonymize)),
    ...(source.withDumps ? readDumps(places.crashDumps) : []),
  ]; // prettier-ignore
  return [readme(found, source), ...found];
}

const aboutEngine: Readonly<Record<string, string>> = {
  health: 'the checks of the workspace and the machine',
  database: 'figures of the database: settings, pages, rows by table',
  usage: 'bytes and files of the workspace by kind',
  engine: 'how the engine started, and what it can do',
};

function readme(entries: readonly Entry[], { now, withDumps, ofEngine }: DiagnosticsSource): Entry {
  const width = Math.max(...entries.map(({ path }) => path.length));
  const text = [
    `Diagnostics of Stile, made ${new Date(now).toISOString()}${ofEngine === null ? ' without an engine' : ''}.`,
    '',
    'Made on request, kept where it was asked for, and sent nowhere. In it are figures, settings and logs. Not in it are',
    'names, params, tags, notes, metric values, files, datasets, models, prompts and outputs of tasks. In logs,',
    'everything that a person may have written is replaced by <left out>. The home folder is ~ and the user is <user>.',
    ...(withDumps ? ['', 'The crash dumps hold parts of the memory of the program: data of yours may be in them.'] : []),
    '',
    ...entries.map(({ path, about }) => `${path.padEnd(width)}  ${about}`),
    '',
  ]; // prettier-ignore
  return { path: 'README.txt', about: '', content: Buffer.from(text.join('\n')) };
}

async function describeSystem(workspace: string | null): Promise<object> {
  const [cpu] = cpus();
  return {
    ...{ type: type(), release: release(), version: osVersion(), machine: machine(), arch: arch() },
    ...{ processor: cpu?.model ?? '', processors: cpus().length },
    ...{ memoryBytes: totalmem(), freeMemoryBytes: freemem(), upSeconds: Math.round(uptime()) },
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    freeDiskBytes: workspace === null ? null : await readFreeBytes(workspace),
  };
}

/** What these say is a folder, a port or a switch; any other may be a secret. */
const shownVariables =
  /^STILE_(WORKSPACE|DATA|RECENT|PYTHON|PYTHON_ENVS|PORT|OPEN_BROWSER|COMPILE_CACHE|BROWSER)$/;

function maskEnvironment(env: AppFacts['env']): Record<string, string> {
  const ours = Object.entries(env).filter(([name]) => /^STILE_\w{1,60}$/.test(name)).sort(); // prettier-ignore
  return Object.fromEntries(
    ours.map(([name, value = '']) => [name, shownVariables.test(name) ? value : '<masked>']),
  );
}

function describeFile(workspace: string): object {
  const { database } = buildWorkspacePaths(workspace);
  return { header: readDatabaseHeader(database), bytes: measureDatabase(database) };
}

async function readLogs(folder: string, inZip: string, anonymize: Anonymize): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, path } of listFiles(folder)) {
    if (!/^[\w-]{1,40}(\.\d{1,2})?\.log$/.test(name)) continue;
    const content = Buffer.from(await redactLog(readText(path), anonymize));
    entries.push({ path: `${inZip}/${name}`, about: 'a log, newest lines last', content });
  }
  return entries;
}

/** Lines that are read between two turns: about ten milliseconds. */
const linesPerTurn = 1000;

async function redactLog(text: string, anonymize: Anonymize): Promise<string> {
  const lines = text.split('\n');
  for (let from = 0; from < lines.length; from += linesPerTurn) {
    await nextTurn();
    for (let i = from; i < Math.min(from + linesPerTurn, lines.length); i++)
      lines[i] = anonymize(redactLogLine(lines[i] ?? ''));
  }
  return lines.join('\n');
}

interface FoundFile {
  name: string;
  path: string;
  bytes: number;
}

/** Chromium keeps them in folders by what was done with them. */
function listDumps(folder: string): FoundFile[] {
  return ['.', 'new', 'pending', 'completed', 'reports']
    .flatMap((part) => listFiles(join(folder, part)))
    .filter(({ name }) => name.endsWith('.dmp'));
}

function readDumps(folder: string): Entry[] {
  return listDumps(folder).map(({ name, path }) => ({
    path: `crash-dumps/${name}`,
    about: 'a crash dump: memory of the program',
    content: readFileSync(path),
  }));
}

/** Plain files of a folder; none where it cannot be read. */
function listFiles(folder: string): FoundFile[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ name, path: join(folder, name), bytes: statSync(join(folder, name)).size }));
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
