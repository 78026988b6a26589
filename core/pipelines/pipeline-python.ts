import { randomUUID } from 'node:crypto';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { describeFailure, errorText, isStileError, StileError } from '#core/kernel/errors.ts';
import { mapSome } from '#core/kernel/map-some.ts';
import type { PreparedTaskPython, TaskPythonState } from '#core/python/index.ts';
import type { PipelineDefinition } from './definition/definition.ts';
import { pipelineInvalid } from './definition/parse-pipeline.ts';
import type { Finding } from './definition/pipeline-text.ts';
import { pipelineNotFound } from './pipeline-files.ts';
import type { Runner } from './runner-parts.ts';

type Pythons = Pick<Runner, 'services'> & { pythons: Pick<Runner['pythons'], 'inspectTask'> };

/** How it stands with the Python of a pipeline's tasks. @throws NOT_FOUND, PIPELINE_INVALID */
export async function readPipelinePython(runner: Runner, name: string): Promise<PipelinePython> {
  return inspectPython(runner, await readDefinition(runner, name));
}

/** Pipelines that are looked at at once: each may start a program that reads its requirements. */
const atOnce = 4;

/** The same of some pipelines or of all; what is wrong with one is told in its row. @throws NOT_FOUND */
export async function readPipelinePythons(
  runner: Runner,
  { names }: Inputs['pipelines']['pythons'],
): Promise<Outputs['pipelines']['pythons']> {
  const all = await runner.files.list();
  const known = new Set(all.map(({ name }) => name));
  const unknown = names?.find((name) => !known.has(name));
  if (unknown !== undefined) throw pipelineNotFound(unknown, [...known]);
  const asked = names === undefined ? known : new Set(names);
  const files = all.filter(({ name }) => asked.has(name));
  const once: Pythons = { services: runner.services, pythons: lookOnce(runner.pythons) };
  const pythons = await mapSome(files, atOnce, async ({ name, definition, problems }) => {
    if (definition === null)
      return { name, ...nothingKnown, ...describeProblem(pipelineInvalid(name, problems)) };
    try {
      return { name, ...(await inspectPython(once, definition)) };
    } catch (error) {
      return {
        name,
        ...nothingKnown,
        state: 'unusable' as const,
        ...describeUnforeseen(runner, name, error),
      };
    }
  });
  return { pythons };
}

/** What nobody foresaw of one pipeline hides none of the others: the log has the rest, as with a call that fails. */
function describeUnforeseen(
  { ctx }: Runner,
  pipeline: string,
  error: unknown,
): Pick<PipelinePython, 'problem' | 'failure'> {
  const id = randomUUID();
  ctx.logger.error({ id, pipeline, err: error }, 'the Python of a pipeline cannot be looked at');
  const message = `An error in Stile itself hides this Python. The log has it under id ${id}.`;
  return describeProblem(new StileError('INTERNAL', message, { id }));
}

/** Most pipelines of a project ask for the same Python: it is looked at once for all of them. */
function lookOnce({ inspectTask }: Pythons['pythons']): Pythons['pythons'] {
  const known = new Map<string, ReturnType<typeof inspectTask>>();
  return {
    inspectTask: (place) => {
      const key = JSON.stringify(place);
      const found = known.get(key) ?? inspectTask(place);
      known.set(key, found);
      return found;
    },
  };
}

/** Makes what a run would have to make first. @throws also PYTHON_NOT_FOUND, PYTHON_ENVIRONMENT_FAILED, CANCELED */
export async function preparePipelinePython(runner: Runner, name: string): Promise<PipelinePython> {
  const definition = await readDefinition(runner, name);
  if (listNeeds(runner, definition).length > 0) {
    const place = { spec: definition.python, project: runner.services.project };
    const neverEnded = new AbortController().signal;
    await runner.pythons.prepareTask({ ...place, onProgress: () => undefined, signal: neverEnded });
  }
  return inspectPython(runner, definition);
}

async function readDefinition({ files }: Runner, name: string): Promise<PipelineDefinition> {
  const { definition, problems } = await files.read(name);
  if (definition === null) throw pipelineInvalid(name, problems);
  return definition;
}

/** What would keep its tasks from running in Python: warnings, since it can be mended outside of the file. */
export async function findPythonProblems(
  runner: Pythons,
  definition: PipelineDefinition,
): Promise<Finding[]> {
  const { tasks, state, path, problem } = await inspectPython(runner, definition);
  const [first] = tasks;
  if (problem === null || first === undefined) return [];
  return [
    {
      code: 'python_not_ready',
      severity: 'warning',
      path: definition.python === null ? ['tasks', first, 'type'] : ['python'],
      value: path ?? state,
      expected: 'a Python in which the tasks of this pipeline can run',
      message: `Tasks that run in Python (${tasks.join(', ')}) would fail. ${problem}`,
    },
  ];
}

async function inspectPython(runner: Pythons, definition: PipelineDefinition): Promise<PipelinePython> {
  const needs = listNeeds(runner, definition);
  const tasks = needs.map(({ taskId }) => taskId);
  if (tasks.length === 0) return { ...nothingKnown, tasks };
  try {
    const { pythons, services } = runner;
    const state = await pythons.inspectTask({ spec: definition.python, project: services.project });
    return { ...nothingKnown, tasks, ...describeState(state, needs) };
  } catch (error) {
    if (!isStileError(error)) throw error;
    return { ...nothingKnown, tasks, state: 'unusable', ...describeProblem(error) };
  }
}

const nothingKnown: PipelinePython = {
  tasks: [],
  state: null,
  path: null,
  version: null,
  environmentId: null,
  packages: null,
  requirements: [],
  missing: [],
  line: null,
  problem: null,
  failure: null,
};

interface Need {
  taskId: string;
  packages: readonly string[];
}

/** The tasks that run in the pipeline's Python, with the packages that their types need. */
function listNeeds({ services }: Pythons, { tasks }: PipelineDefinition): Need[] {
  return tasks.flatMap(({ id, type, with: given }) => {
    const packages = services.types.get(type)?.pythonPackages?.(given);
    return packages === undefined ? [] : [{ taskId: id, packages }];
  });
}

function describeState(state: TaskPythonState, needs: readonly Need[]): Partial<PipelinePython> {
  if (state.kind === 'ready') return describeReady(state.prepared, needs);
  const { kind, base, environmentId, requirements, line, error } = state;
  return {
    state: kind,
    path: base.path,
    version: base.version,
    environmentId,
    requirements,
    line: line === '' ? null : line,
    ...(kind === 'failed' && describeProblem(error)),
  };
}

function describeReady(prepared: PreparedTaskPython, needs: readonly Need[]): Partial<PipelinePython> {
  const missing = needs
    .map(({ taskId, packages }) => ({
      taskId,
      packages: packages.filter((name) => !prepared.packages.has(name)),
    }))
    .filter(({ packages }) => packages.length > 0);
  return {
    state: missing.length === 0 ? 'ready' : 'incomplete',
    path: prepared.python,
    version: prepared.version,
    environmentId: prepared.environmentId,
    packages: prepared.packages.size,
    missing,
    problem: missing.length === 0 ? null : wordMissing(prepared, missing),
  };
}

function wordMissing({ words }: PreparedTaskPython, missing: PipelinePython['missing']): string {
  const names = [...new Set(missing.flatMap(({ packages }) => packages))];
  return `${words} lacks ${names.join(' and ')}. Add ${names.length === 1 ? 'it' : 'them'} to the requirements of the pipeline, or install with \`pip install ${names.join(' ')}\`.`;
}

function describeProblem(error: unknown): Pick<PipelinePython, 'problem' | 'failure'> {
  return { problem: errorText(error), failure: describeFailure(error) };
}
