import { join } from 'node:path';
import * as z from 'zod';
import { defineTaskType, type TaskType } from '#core/tasks/index.ts';
import { checkCallable } from './check-callable.ts';
import { checkFile } from './check-file.ts';
import { inProject, isOpen, programArgs, projectPath } from './fields.ts';
import { runProgram } from './run-program.ts';
import { listPythonSources, locateModule, pythonRoots } from './sources.ts';
import { planPython, preparePython, type TaskPythons } from './task-python.ts';

const identifier = /^[^\W\d]\w*(\.[^\W\d]\w*)*$/u;

const input = z
  .strictObject({
    script: projectPath.optional().describe('A .py file, relative to the project'),
    args: programArgs.describe('Arguments of the script, in order'),
    module: z.string().regex(identifier).optional().describe('A module of the project, such as shop.train'),
    function: z.string().regex(identifier).optional().describe('What to call in it: a function or a class'),
    kwargs: z.record(z.string(), z.json()).optional().describe('Its arguments, by name'),
  })
  .superRefine((keys, ctx) => {
    const say = (path: string, message: string): void => {
      ctx.addIssue({ code: 'custom', path: [path], message });
    };
    const { script, module, function: name } = keys;
    if ((script === undefined) === (module === undefined))
      say('script', 'either script, or module and function');
    if (module !== undefined && name === undefined) say('function', 'the name of a function of the module');
    if (module === undefined && name !== undefined && script !== undefined)
      say('function', 'something of a module, not of a script');
    if (script === undefined && keys.args !== undefined)
      say('args', 'something of a script; a function takes kwargs');
    if (module === undefined && keys.kwargs !== undefined)
      say('kwargs', 'something of a function; a script takes args');
  });
type PythonInput = z.output<typeof input>;

/** Runs a script, or calls a function, in the pipeline's Python. An unmodified MLflow client in it logs to Stile. */
export function createPythonType(pythons: TaskPythons): TaskType {
  return defineTaskType({
    name: 'python',
    description: 'Run a Python script, or call a function: what it returns are its outputs.',
    with: input,
    outputs: 'any',
    isProcess: true,
    pythonPackages: () => [],
    codeFiles: (given, project) => {
      const { data } = input.safeParse(given);
      const file = data === undefined ? null : locateCode(data, project);
      return file === null ? [] : listPythonSources(project, file);
    },
    check: ({ script, module, function: name }, place) => {
      if (script !== undefined) return checkFile(script, ['script'], place);
      const { project } = place;
      if (project === null || module === undefined || name === undefined) return [];
      return checkCallable(project, module, name);
    },
    run: (task, given) =>
      runProgram(task, async () =>
        planPython(task, await preparePython(pythons, task), listArgs(task, given)),
      ),
  });
}

function locateCode({ script, module }: PythonInput, project: string): string | null {
  if (script !== undefined) return isOpen(script) ? null : inProject(project, script);
  return module === undefined ? null : locateModule(pythonRoots(project), module);
}

function listArgs(
  { project, engine }: { project: string; engine: { resources: string } },
  { script, args = [] }: PythonInput,
): string[] {
  const runner = join(engine.resources, 'python', 'stile_task.py');
  // What to call stands in the inputs that every program of a task gets.
  return script === undefined ? [runner] : [runner, inProject(project, script), ...args.map(String)];
}
