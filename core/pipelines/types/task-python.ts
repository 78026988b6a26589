import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { PreparedTaskPython, PythonService } from '#core/python/index.ts';
import type { ProcessPlan, TaskContext } from '#core/tasks/index.ts';
import { pythonRoots } from './sources.ts';

/** What the types that run Python need of the service that knows the machine's Pythons. */
export type TaskPythons = Pick<PythonService, 'prepareTask' | 'inspectTask'>;

/** Prepares the Python that the pipeline asks for, says which it is, and keeps with the attempt what is in it. */
export async function preparePython(pythons: TaskPythons, task: TaskContext): Promise<PreparedTaskPython> {
  const { python: spec, project, log, signal, folder } = task;
  const prepared = await pythons.prepareTask({ spec, project, signal, onProgress: log });
  log(`Python: ${prepared.words}, ${prepared.packages.size} packages, see environment.json`);
  await writeFile(join(folder, 'environment.json'), `${JSON.stringify(prepared.facts, null, 1)}\n`);
  return prepared;
}

/** A program of Python, to which the modules of the project, and of `src` in it, are at hand as they are in an editor. */
export function planPython(
  { project, env }: TaskContext,
  { python, hash }: PreparedTaskPython,
  args: readonly string[],
): ProcessPlan {
  const own = env['PYTHONPATH'];
  const path = [...(own === undefined ? [] : [own]), ...pythonRoots(project)].join(delimiter);
  return { command: python, args, env: { PYTHONPATH: path }, environmentHash: hash };
}
