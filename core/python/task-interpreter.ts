import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StileError } from '#core/kernel/errors.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { chooseBase, isUsable } from './choose-interpreter.ts';
import { pythonIn } from './environment-store.ts';
import type { FoundInterpreters } from './find-interpreters.ts';
import { isStub } from './interpreter-places.ts';
import { probeInterpreter, type Interpreter } from './probe-interpreter.ts';
import { compareVersions } from './versions.ts';

/** What a Python answered, and how its folders were then. */
interface Probe {
  interpreter: Interpreter;
  stamp: string;
}

/** Pythons as tasks found them, by path; null for no answer. */
export type TaskPythonProbes = Map<string, Promise<Probe | null>>;

/** The machine, as looking for the Python of a task needs it. */
export interface InterpreterSearch {
  platform: Platform;
  env: Environment;
  probes: TaskPythonProbes;
  find(refresh: boolean): Promise<FoundInterpreters>;
}

/** The Python in the folder of an environment. */
export async function locateIn(platform: Platform, folder: string): Promise<string> {
  const inVenv = pythonIn(platform, folder);
  // Conda keeps its Python beside the folders of an environment on Windows.
  return platform === 'win32' && !(await isThere(inVenv)) ? join(folder, 'python.exe') : inVenv;
}

/** What a new environment is made with. @throws PYTHON_NOT_FOUND */
export async function findBase(
  host: InterpreterSearch,
  project: string,
  wanted: string | null,
  hasUv: boolean,
): Promise<Interpreter> {
  if (wanted !== null) return (await findInterpreter(host, project, wanted))[0];
  for (const refresh of [false, true]) {
    const found = await host.find(refresh);
    const base = chooseBase(found.interpreters, null, ({ hasVenv }) => hasVenv || hasUv);
    if (base !== null) return base;
    if (refresh) throw notFound(found, 'that can make an environment', '');
  }
  throw new Error('the machine was looked through twice');
}

const versionPattern = /^\d+(?:\.\d+){0,2}$/;

/**
 * The interpreter of that version or at that place; with none wanted, the project's own before others.
 * @throws PYTHON_NOT_FOUND
 */
export async function findInterpreter(
  host: InterpreterSearch,
  project: string,
  wanted: string | null,
): Promise<[Interpreter, string]> {
  if (wanted !== null && !versionPattern.test(wanted)) {
    return [await probeNamed(host, resolve(project, wanted), wanted), 'named'];
  }
  const own = await findOwn(host, project);
  if (own !== undefined) {
    const interpreter = await probe(host, own);
    if (interpreter !== null && fits(interpreter, wanted)) return [interpreter, 'of the project'];
  }
  for (const refresh of [false, true]) {
    const found = await host.find(refresh);
    const fitting = found.interpreters.filter((one) => fits(one, wanted));
    const interpreter = await findFirst(fitting, ({ path }) => isThere(path));
    if (interpreter !== undefined) {
      return [(await probe(host, interpreter.path)) ?? interpreter, `from ${interpreter.source}`];
    }
    if (refresh) {
      throw notFound(
        found,
        wanted === null ? 'of version 3.8 or newer' : `of version ${wanted}`,
        wanted ?? '',
      );
    }
  }
  throw new Error('the machine was looked through twice');
}

/** The Python of an environment in the project's folder. */
async function findOwn({ platform }: InterpreterSearch, project: string): Promise<string | undefined> {
  const places = ['.venv', 'venv'].map((name) => locateIn(platform, join(project, name)));
  return findFirst(await Promise.all(places), isThere);
}

async function findFirst<T>(
  all: readonly T[],
  isWanted: (one: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const one of all) if (await isWanted(one)) return one;
  return undefined;
}

/** Links are followed: an environment whose Python is gone is none. */
async function isThere(file: string): Promise<boolean> {
  return (await timeOf(file)) !== '';
}

/** When it was changed, as a text; empty where nothing is. */
async function timeOf(file: string): Promise<string> {
  try {
    return (await stat(file)).mtimeMs.toString();
  } catch {
    return '';
  }
}

function fits(interpreter: Interpreter, wanted: string | null): boolean {
  const { version } = interpreter;
  return isUsable(interpreter) && (wanted === null || version === wanted || version.startsWith(`${wanted}.`));
}

/** @throws PYTHON_NOT_FOUND when there is none at that place */
export async function probeNamed(
  host: InterpreterSearch,
  python: string,
  named: string,
): Promise<Interpreter> {
  const interpreter = isStub(host.platform, python) ? null : await probe(host, python);
  if (interpreter !== null && isUsable(interpreter)) return interpreter;
  const remedy = `Correct \`python\` in the pipeline file, or make it there with \`python -m venv\`.`;
  const why = isStub(host.platform, python)
    ? 'that opens the Microsoft Store and runs nothing'
    : interpreter === null
      ? `${python} is none that answers`
      : `it is Python ${interpreter.version}, older than 3.8`;
  throw new StileError('PYTHON_NOT_FOUND', `There is no Python to use at "${named}": ${why}. ${remedy}`, {
    wanted: named,
    found: [],
    remedy,
  });
}

/**
 * Asks a Python once for each state of its packages, also for tasks that begin at once: a file of theirs that comes or
 * goes changes its folder's time.
 */
async function probe(
  { probes, platform, env }: InterpreterSearch,
  python: string,
): Promise<Interpreter | null> {
  const asked = probes.get(python);
  const known = await asked;
  if (known != null && known.stamp === (await readStamp(known.interpreter))) return known.interpreter;
  // Another task may have asked it again meanwhile.
  if (probes.get(python) === asked) probes.set(python, ask(platform, env, python));
  return (await probes.get(python))?.interpreter ?? null;
}

async function ask(platform: Platform, env: Environment, path: string): Promise<Probe | null> {
  const probed = await probeInterpreter({ path, source: 'project' }, platform, env);
  if (probed?.ok !== true) return null;
  const { interpreter } = probed;
  return { interpreter, stamp: await readStamp(interpreter) };
}

async function readStamp({ path, prefix, basePrefix, version }: Interpreter): Promise<string> {
  const minor = version.split('.').slice(0, 2).join('.');
  const folders = [prefix, basePrefix].flatMap((root) => [
    join(root, 'Lib', 'site-packages'),
    join(root, 'lib', `python${minor}`, 'site-packages'),
    join(root, 'lib', 'python3', 'dist-packages'),
  ]);
  const times = await Promise.all([path, ...folders].map(timeOf));
  return [path, ...times].join('|');
}

function notFound({ interpreters, broken }: FoundInterpreters, which: string, wanted: string): StileError {
  const found = [
    ...[...interpreters]
      .sort((a, b) => compareVersions(b.version, a.version))
      .map(({ path, version }) => `${path} (Python ${version})`),
    ...broken.map(({ path, problem }) => `${path} (${problem})`),
  ];
  const remedy =
    'Install one from python.org or with your system’s packages, or name one in the pipeline file (python: { interpreter: ... }) or in STILE_PYTHON. Tasks of the kinds stile/, shell and node need none.';
  const seen = found.length === 0 ? '' : ` There is: ${found.slice(0, 5).join(', ')}.`;
  return new StileError(
    'PYTHON_NOT_FOUND',
    `This task needs Python, and none ${which} was found on this machine.${seen} ${remedy}`,
    { wanted, found, remedy },
  );
}
