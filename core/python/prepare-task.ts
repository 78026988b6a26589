import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { StileError } from '#core/kernel/errors.ts';
import type { TaskPython } from '#core/tasks/index.ts';
import type { StoredEnvironment } from './environment-store.ts';
import { findUv } from './find-interpreters.ts';
import { listRequirementLines, readTextNeeds, type ModelNeeds } from './model-needs.ts';
import type { Interpreter } from './probe-interpreter.ts';
import {
  findBase,
  findInterpreter,
  locateIn,
  probeNamed,
  type InterpreterSearch,
} from './task-interpreter.ts';
import { readRequirements } from './task-requirements.ts';

/** The Python that a task runs in. */
export interface PreparedTaskPython {
  /** absolute: what to start */
  python: string;
  /** `3.11.9` */
  version: string;
  /** For a person: `/project/.venv/bin/python (Python 3.11.9, of the project)` */
  words: string;
  /** Normalised name -> version */
  packages: ReadonlyMap<string, string>;
  /** SHA-256, hex, of all that `facts` holds: the same Python with the same packages. */
  hash: string;
  /** Of an environment that was made for the tasks; null for a Python that was there. */
  environmentId: string | null;
  /** What is kept with the attempt. */
  facts: { [key: string]: string | null | Record<string, string> };
}

/** How it stands with an environment. */
export type EnvironmentState =
  | { kind: 'ready'; stored: StoredEnvironment }
  | { kind: 'preparing'; line: string }
  | { kind: 'failed'; error: unknown }
  | { kind: 'absent' };

/** What this needs of the service that makes environments. */
export interface TaskPythonHost extends InterpreterSearch {
  machine: string;
  resources: string;
  useStored(needs: ModelNeeds): Promise<StoredEnvironment | null>;
  /** Changes nothing. */
  look(needs: ModelNeeds): Promise<EnvironmentState>;
  make(
    needs: ModelNeeds,
    base: Interpreter,
    onProgress: (line: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Where a Python is asked for. */
export interface TaskPythonPlace {
  spec: TaskPython | null;
  /** Absolute folder that relative paths start from; its `.venv` comes before other Pythons. */
  project: string;
}

export interface TaskPythonRequest extends TaskPythonPlace {
  /** Is given what an installer says. */
  onProgress(line: string): void;
  signal: AbortSignal;
}

/** How it stands with the Python of tasks before they run. */
export type TaskPythonState =
  | { kind: 'ready'; prepared: PreparedTaskPython }
  /** An environment that is to be made with `base`, is being made, or could not be made. */
  | {
      kind: 'preparing' | 'failed' | 'absent';
      base: Interpreter;
      environmentId: string;
      requirements: string[];
      line: string;
      error: unknown;
    };

/**
 * The Python of a pipeline: the environment it names; one made from its requirements or its pyproject.toml, once for the
 * same requirements, Python and machine; otherwise the first interpreter that is found, the project's own before others.
 * @throws PYTHON_NOT_FOUND, PYTHON_ENVIRONMENT_FAILED, INVALID_ARGUMENT for a file that is not there, CANCELED
 */
export async function prepareTaskPython(
  host: TaskPythonHost,
  request: TaskPythonRequest,
): Promise<PreparedTaskPython> {
  const wanted = await resolveWanted(host, request);
  if (wanted.kind === 'there') return describe(host, wanted.interpreter, wanted.source);
  const { needs, base } = wanted;
  let stored = await host.useStored(needs);
  if (stored === null) {
    request.onProgress(`making the Python environment ${needs.key} with ${base.path} (${base.version})`);
    await host.make(needs, base, request.onProgress, request.signal);
    stored = await host.useStored(needs);
  }
  if (stored === null) throw environmentGone(needs.key);
  return describeOwn(host, stored, needs);
}

/**
 * Which Python `prepareTaskPython` would give now, and whether an environment is to be made for it. Makes nothing.
 * @throws PYTHON_NOT_FOUND, INVALID_ARGUMENT for a file that is not there
 */
export async function inspectTaskPython(
  host: TaskPythonHost,
  place: TaskPythonPlace,
): Promise<TaskPythonState> {
  const wanted = await resolveWanted(host, place);
  if (wanted.kind === 'there')
    return { kind: 'ready', prepared: describe(host, wanted.interpreter, wanted.source) };
  const { needs, base } = wanted;
  const state = await host.look(needs);
  if (state.kind === 'ready')
    return { kind: 'ready', prepared: await describeOwn(host, state.stored, needs) };
  const requirements = listRequirementLines(needs);
  return { base, environmentId: needs.key, requirements, line: '', error: null, ...state };
}

type Wanted =
  | { kind: 'there'; interpreter: Interpreter; source: string }
  | { kind: 'own'; base: Interpreter; needs: ModelNeeds };

async function resolveWanted(host: TaskPythonHost, place: TaskPythonPlace): Promise<Wanted> {
  const { project } = place;
  const spec = place.spec ?? {};
  if (spec.environment !== undefined) {
    const python = await locateIn(host.platform, resolve(project, spec.environment));
    return { kind: 'there', interpreter: await probeNamed(host, python, spec.environment), source: 'named' };
  }
  if (spec.requirements === undefined && spec.pyproject === undefined) {
    const [interpreter, source] = await findInterpreter(host, project, spec.interpreter ?? null);
    return { kind: 'there', interpreter, source };
  }
  const uv = findUv(host.platform, host.env);
  const base = await findBase(host, project, spec.interpreter ?? null, uv !== null);
  const { text, folder } = await readRequirements(host, project, spec, { base, uv });
  const needs = await readTextNeeds({ text, folder, python: base.version, machine: host.machine });
  return { kind: 'own', base, needs };
}

async function describeOwn(
  host: TaskPythonHost,
  stored: StoredEnvironment,
  needs: ModelNeeds,
): Promise<PreparedTaskPython> {
  const interpreter = await probeNamed(host, stored.python, stored.path);
  return describe(host, interpreter, `the environment ${needs.key} of this pipeline`, needs);
}

function describe(
  { machine }: TaskPythonHost,
  { path, version, implementation, packages }: Interpreter,
  source: string,
  needs: ModelNeeds | null = null,
): PreparedTaskPython {
  const listed = Object.fromEntries([...packages].sort(([a], [b]) => (a < b ? -1 : 1)));
  const environmentId = needs?.key ?? null;
  const identity = { version, implementation, machine, packages: listed };
  return {
    python: path,
    version,
    words: `${path} (Python ${version}, ${source})`,
    packages,
    hash: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
    environmentId,
    facts: { interpreter: path, source, ...identity, environmentId },
  };
}

/** Somebody removes it while it is used. */
export function environmentGone(key: string): StileError {
  return new StileError(
    'PYTHON_ENVIRONMENT_FAILED',
    `The Python environment ${key} is gone again right after it was made. Try again.`,
    { python: '', package: '', cause: 'gone', problem: 'it is gone again', remedy: 'Try again.' },
  );
}
