import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { TaskType } from '#core/tasks/index.ts';
import { approve } from './approve.ts';
import { branch, shortCircuit } from './branch.ts';
import { node } from './node.ts';
import { createNotebookType } from './notebook.ts';
import { createPythonType } from './python.ts';
import { createShellType } from './shell.ts';
import { sql } from './sql.ts';
import type { TaskPythons } from './task-python.ts';
import { createTriggerType, type PipelineStarter } from './trigger.ts';
import { wait } from './wait.ts';

export interface GeneralTypeOptions {
  platform: Platform;
  /** The engine's own. */
  env: Environment;
  starter: PipelineStarter;
  pythons: TaskPythons;
}

/** The kinds of tasks that belong to no feature: programs of the user, and what decides, waits, asks and starts. */
export function createGeneralTaskTypes(options: GeneralTypeOptions): TaskType[] {
  return [
    createShellType(options),
    createPythonType(options.pythons),
    node,
    createNotebookType(options.pythons),
    sql,
    branch,
    shortCircuit,
    wait,
    createTriggerType(options.starter),
    approve,
  ];
}
