/** The Pythons of this machine, and the environments that models run in. */
export { createPython, type PythonService } from './python-service.ts';
export { prepareModelPython } from './prepare-model.ts';
export type { PreparedTaskPython, TaskPythonState } from './prepare-task.ts';
