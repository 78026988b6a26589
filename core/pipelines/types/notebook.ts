import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { defineTaskType, TaskFailedForGood, type TaskType } from '#core/tasks/index.ts';
import { checkFile } from './check-file.ts';
import { inProject, isOpen, projectPath } from './fields.ts';
import { runProgram } from './run-program.ts';
import { planPython, preparePython, type TaskPythons } from './task-python.ts';

const input = z.strictObject({
  notebook: projectPath.describe('An .ipynb file, relative to the project'),
  parameters: z
    .record(z.string().regex(/^[^\W\d]\w*$/u, 'the name of a variable'), z.json())
    .optional()
    .describe('Variables, set in a cell behind the one tagged parameters, or before the first'),
  kernel: z
    .string()
    .min(1)
    .optional()
    .describe('A kernel of Jupyter; without, that of the pipeline’s Python'),
  allow_errors: z.boolean().default(false).describe('Go on behind a cell that fails'),
});

/** Executes a notebook from top to bottom; the result is kept among the attempt's artifacts, also of one that fails. */
export function createNotebookType(pythons: TaskPythons): TaskType {
  return defineTaskType({
    name: 'notebook',
    description: 'Execute a Jupyter notebook, with parameters, and keep the result.',
    with: input,
    outputs: 'any',
    isProcess: true,
    pythonPackages: (given) => listNeeded(input.safeParse(given).data?.kernel),
    codeFiles: (given, project) => {
      const notebook = input.safeParse(given).data?.notebook;
      return notebook === undefined || isOpen(notebook) ? [] : [inProject(project, notebook)];
    },
    check: ({ notebook }, place) => checkFile(notebook, ['notebook'], place),
    run: (task, { notebook, kernel }) =>
      runProgram(task, async () => {
        const file = inProject(task.project, notebook);
        if (!existsSync(file)) throw new TaskFailedForGood(`The notebook ${file} is not there.`);
        const prepared = await preparePython(pythons, task);
        const missing = listNeeded(kernel).filter((name) => !prepared.packages.has(name));
        if (missing.length > 0) throw noJupyter(prepared.words, missing);
        return planPython(task, prepared, [join(task.engine.resources, 'python', 'stile_notebook.py')]);
      }),
  });
}

/** The packages that execute a notebook; Jupyter brings both. A kernel that is named has its own. */
function listNeeded(kernel: string | undefined): string[] {
  return kernel === undefined ? ['nbclient', 'ipykernel'] : ['nbclient'];
}

function noJupyter(python: string, missing: readonly string[]): TaskFailedForGood {
  const names = missing.join(' and ');
  return new TaskFailedForGood(
    `Jupyter is not installed in ${python}: ${names} ${missing.length === 1 ? 'is' : 'are'} missing. Add ${names} to the requirements of the pipeline, or install them with \`pip install ${missing.join(' ')}\`.`,
  );
}
