import { join } from 'node:path';
import type { PreparedPython, PythonEnvironment, PythonInterpreter } from '#contract/python.ts';
import { describeFailure, errorText, invalidArgument, StileError } from '#core/kernel/errors.ts';
import { pathExists, removeWithRetry } from '#core/kernel/files.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { environmentsFolder } from '#core/kernel/user-folders.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { chooseBase, findReady } from './choose-interpreter.ts';
import { describeInterpreters } from './describe-interpreters.ts';
import { describePrepared } from './describe-prepared.ts';
import {
  isEnvironmentId,
  listEnvironments,
  markUsed,
  measureEnvironment,
  readEnvironment,
  type StoredEnvironment,
} from './environment-store.ts';
import { findInterpreters, findUv, type FoundInterpreters } from './find-interpreters.ts';
import { makeEnvironment } from './make-environment.ts';
import { inspectModel, readNeeds, type ModelPythonState } from './inspect-model.ts';
import { listRequirementLines, type ModelNeeds } from './model-needs.ts';
import {
  environmentGone,
  inspectTaskPython,
  prepareTaskPython,
  type EnvironmentState,
  type PreparedTaskPython,
  type TaskPythonHost,
  type TaskPythonPlace,
  type TaskPythonRequest,
  type TaskPythonState,
} from './prepare-task.ts';
import type { Interpreter } from './probe-interpreter.ts';
import type { TaskPythonProbes } from './task-interpreter.ts';
import { minorOf } from './versions.ts';

export interface PythonOptions {
  platform: Platform;
  env: Environment;
  clock: Clock;
  logger: Logger;
  /** The user's home folder. */
  home: string;
  /** The project's folder; null when the workspace is none's. */
  project: string | null;
  /** Absolute folder of what ships and is not code. */
  resources: string;
  /** `linux-x64` */
  machine: string;
  /** An environment changed: said often while one is made. */
  onChange(): void;
}

/** Finds the Pythons of this machine and prepares them for models. */
export interface PythonService {
  interpreters(refresh: boolean): Promise<PythonInterpreter[]>;
  environments(): Promise<PythonEnvironment[]>;
  /** Those that are being made or could not be made: known without a look at the disk. */
  unfinished(): PythonEnvironment[];
  /**
   * The Python that runs the model in a folder: one that has all it needs already, or an environment made for it. Who
   * asks for the same one at the same time waits for the same work.
   * @param onProgress is given what the installer says
   * @throws PYTHON_NOT_FOUND, PYTHON_ENVIRONMENT_FAILED, MODEL_DAMAGED, MODEL_NOT_RUNNABLE, CANCELED
   */
  prepare(folder: string, onProgress?: (line: string) => void): Promise<PreparedPython>;
  /** Where the model in a folder would run now, and what it was logged with; makes and installs nothing. */
  inspectModel(folder: string): Promise<ModelPythonState>;
  /** The Python of a pipeline's tasks. @throws as `prepareTaskPython` */
  prepareTask(request: TaskPythonRequest): Promise<PreparedTaskPython>;
  /** How it stands with that Python; makes nothing. @throws as `inspectTaskPython` */
  inspectTask(place: TaskPythonPlace): Promise<TaskPythonState>;
  /** Ends the making of an environment; fine when none is made. */
  cancel(id: string): void;
  /** @throws NOT_FOUND; INVALID_ARGUMENT while it is being made */
  remove(id: string): Promise<void>;
  stop(): Promise<void>;
}

interface Making {
  needs: ModelNeeds;
  version: string;
  line: string;
  listeners: Set<(line: string) => void>;
  abort: AbortController;
  done: Promise<void>;
}

interface Service extends PythonOptions {
  root: string;
  found: Promise<FoundInterpreters> | null;
  making: Map<string, Making>;
  failures: Map<string, { needs: ModelNeeds; version: string; error: unknown }>;
  /** Bytes of environments by id and when they were made. */
  sizes: Map<string, Promise<number | null>>;
  /** Interpreters as tasks found them. */
  probes: TaskPythonProbes;
}

export function createPython(options: PythonOptions): PythonService {
  const { platform, env, home } = options;
  const root = environmentsFolder({ platform, env, home });
  const service: Service = {
    ...options,
    root,
    found: null,
    making: new Map(),
    failures: new Map(),
    sizes: new Map(),
    probes: new Map(),
  };
  return {
    interpreters: async (refresh) => describeInterpreters(await find(service, refresh)),
    environments: () => describeEnvironments(service),
    unfinished: () => describeUnfinished(service),
    prepare: (folder, onProgress = () => undefined) => prepare(service, folder, onProgress),
    inspectModel: (folder) => inspectModel({ ...service, find: () => find(service, false) }, folder),
    prepareTask: (request) => prepareTaskPython(toTaskHost(service), request),
    inspectTask: (place) => inspectTaskPython(toTaskHost(service), place),
    cancel: (id) => service.making.get(id)?.abort.abort(),
    remove: (id) => remove(service, id),
    async stop() {
      const all = [...service.making.values()];
      for (const { abort } of all) abort.abort();
      await Promise.allSettled(all.map(({ done }) => done));
    },
  };
}

function find(service: Service, refresh: boolean): Promise<FoundInterpreters> {
  if (refresh) service.found = null;
  return (service.found ??= findInterpreters(service));
}

async function prepare(
  service: Service,
  folder: string,
  onProgress: (line: string) => void,
): Promise<PreparedPython> {
  const needs = await readNeeds(service, folder);
  const made = await useStored(service, needs);
  if (made !== null) return made;
  const known = service.found !== null;
  const ready = findReady((await find(service, false)).interpreters, needs);
  if (ready !== null) return describePrepared(ready.path, ready.version, null, needs);
  // Packages may have been installed since it was last looked.
  const found = await find(service, known);
  const late = known ? findReady(found.interpreters, needs) : null;
  if (late !== null) return describePrepared(late.path, late.version, null, needs);
  await make(service, needs, found, onProgress);
  const stored = await useStored(service, needs);
  if (stored !== null) return stored;
  throw environmentGone(needs.key);
}

async function useStored(service: Service, needs: ModelNeeds): Promise<PreparedPython | null> {
  const stored = await findStored(service, needs);
  return stored === null ? null : describePrepared(stored.python, stored.version, stored.id, needs);
}

async function findStored(service: Service, needs: ModelNeeds): Promise<StoredEnvironment | null> {
  if (service.making.has(needs.key)) return null;
  const stored = await readEnvironment(service.platform, service.root, needs.key);
  if (stored !== null) markUsed(stored.path, service.clock.now());
  return stored;
}

async function lookAtEnvironment(service: Service, { key }: ModelNeeds): Promise<EnvironmentState> {
  const making = service.making.get(key);
  if (making !== undefined) return { kind: 'preparing', line: making.line };
  const stored = await readEnvironment(service.platform, service.root, key);
  if (stored !== null) return { kind: 'ready', stored };
  const failure = service.failures.get(key);
  return failure === undefined ? { kind: 'absent' } : { kind: 'failed', error: failure.error };
}

function toTaskHost(service: Service): TaskPythonHost {
  return {
    ...service,
    find: (refresh) => find(service, refresh),
    useStored: (needs) => findStored(service, needs),
    look: (needs) => lookAtEnvironment(service, needs),
    make: (needs, base, onProgress, signal) => makeOnce(service, needs, base, onProgress, signal),
  };
}

/** Makes an environment, or waits with those for whom it is being made. @throws the reason of `signal` */
async function makeOnce(
  service: Service,
  needs: ModelNeeds,
  base: Interpreter,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const given = service.making.get(needs.key);
  // Nobody wanted that one any more.
  if (given?.abort.signal.aborted === true) await given.done.catch(() => undefined);
  await follow(service.making.get(needs.key) ?? startMaking(service, needs, base), onProgress, signal);
}

/** The last one who no longer wants an environment ends the work; one of several leaves the others to it. */
async function follow(
  making: Making,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const left = Promise.withResolvers<void>();
  making.listeners.add(onProgress);
  const leave = (): void => {
    making.listeners.delete(onProgress);
    if (making.listeners.size === 0) making.abort.abort();
    left.resolve();
  };
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted === true) leave();
  try {
    await Promise.race([making.done, left.promise]);
  } finally {
    signal?.removeEventListener('abort', leave);
    making.listeners.delete(onProgress);
  }
  signal?.throwIfAborted();
}

/** @throws PYTHON_NOT_FOUND, PYTHON_ENVIRONMENT_FAILED, CANCELED */
async function make(
  service: Service,
  needs: ModelNeeds,
  found: FoundInterpreters,
  onProgress: (line: string) => void,
): Promise<void> {
  const uv = findUv(service.platform, service.env);
  const base = chooseBase(found.interpreters, needs.python, ({ hasVenv }) => hasVenv || uv !== null);
  if (base === null) throw notFound(needs, found);
  await makeOnce(service, needs, base, onProgress);
}

function startMaking(service: Service, needs: ModelNeeds, base: Interpreter): Making {
  const { making, failures, onChange } = service;
  const abort = new AbortController();
  const listeners = new Set<(line: string) => void>();
  const entry: Making = { needs, version: base.version, line: '', listeners, abort, done: Promise.resolve() };
  const onLine = (line: string): void => {
    entry.line = line;
    for (const listener of listeners) listener(line);
    onChange();
  };
  const work = makeEnvironment({
    ...service,
    now: service.clock.now(),
    needs,
    base,
    uv: findUv(service.platform, service.env),
    onLine,
    signal: abort.signal,
  });
  failures.delete(needs.key);
  entry.done = work
    .catch((error: unknown) => {
      if (!abort.signal.aborted) {
        failures.set(needs.key, { needs, version: base.version, error });
      }
      throw error;
    })
    .finally(() => {
      making.delete(needs.key);
      onChange();
    });
  // Who waits sees the refusal; with nobody left it is nobody's.
  entry.done.catch(() => undefined);
  making.set(needs.key, entry);
  onChange();
  return entry;
}

function notFound({ python }: ModelNeeds, { interpreters, broken }: FoundInterpreters): StileError {
  const wanted = python ?? '';
  const minor = python === null ? '3' : (minorOf(python) ?? '3');
  const found = [
    ...interpreters.map(({ path, version }) => `${path} (Python ${version})`),
    ...broken.map(({ path, problem }) => `${path} (${problem})`),
  ];
  const remedy = `Install Python ${minor} from python.org or your system's packages (on Debian and Ubuntu with python3-venv), or name one in STILE_PYTHON, and try again.`;
  const seen =
    found.length === 0
      ? 'No Python was found on this machine'
      : `None of the Pythons found can make an environment: ${found.slice(0, 5).join(', ')}`;
  const why = wanted === '' ? 'the model needs one' : `the model was logged with Python ${wanted}`;
  return new StileError('PYTHON_NOT_FOUND', `${seen}, and ${why}. ${remedy}`, { wanted, found, remedy });
}

async function remove(service: Service, id: string): Promise<void> {
  if (service.making.has(id)) {
    throw invalidArgument('id', id, 'this environment is being made', 'Cancel that first.');
  }
  const hadFailed = service.failures.delete(id);
  const path = join(service.root, id);
  if (isEnvironmentId(id) && (await pathExists(path))) {
    await removeWithRetry(path);
    await removeWithRetry(`${path}.lock`);
  } else if (!hadFailed) {
    throw new StileError(
      'NOT_FOUND',
      `There is no Python environment "${id}". \`stile python env list\` shows those that there are.`,
      { kind: 'file', id },
    );
  }
  service.onChange();
}

async function describeEnvironments(service: Service): Promise<PythonEnvironment[]> {
  const { platform, root, making } = service;
  const stored = await listEnvironments(platform, root);
  const whole = stored.filter(({ id }) => !making.has(id));
  return [
    ...describeUnfinished(service),
    ...(await Promise.all(whole.map((one) => describeStored(service, one)))),
  ];
}

function describeUnfinished({ root, making, failures }: Service): PythonEnvironment[] {
  const unfinished = { createdAt: null, usedAt: null, bytes: null };
  return [
    ...[...making.values()].map(({ needs, version, line }) => ({
      ...unfinished,
      ...describeNeeds(root, needs),
      state: 'preparing' as const,
      version,
      line,
      problem: null,
      failure: null,
    })),
    ...[...failures.values()].map(({ needs, version, error }) => ({
      ...unfinished,
      ...describeNeeds(root, needs),
      state: 'failed' as const,
      version,
      line: null,
      problem: errorText(error),
      failure: describeFailure(error),
    })),
  ];
}

async function describeStored(
  service: Service,
  { id, path, version, requirements, createdAt, usedAt }: StoredEnvironment,
): Promise<PythonEnvironment> {
  const bytes = await measureOnce(service, `${id} ${createdAt}`, path);
  const told = { state: 'ready' as const, line: null, problem: null, failure: null };
  return { id, path, version, requirements, createdAt, usedAt, bytes, ...told };
}

/** Nothing is installed into an environment that is whole: it keeps its size. */
function measureOnce({ sizes }: Service, key: string, path: string): Promise<number | null> {
  const known = sizes.get(key) ?? measureEnvironment(path);
  sizes.set(key, known);
  return known;
}

function describeNeeds(
  root: string,
  needs: ModelNeeds,
): Pick<PythonEnvironment, 'id' | 'path' | 'requirements'> {
  return { id: needs.key, path: join(root, needs.key), requirements: listRequirementLines(needs) };
}
