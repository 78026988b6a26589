import type { ProcessPlan, TaskContext, TaskOutputs } from '#core/tasks/index.ts';

/**
 * Runs the program of a task and gives what it put out. One that an engine before this has started is taken over:
 * nothing is prepared for it again.
 */
export async function runProgram(
  task: TaskContext,
  makePlan: () => ProcessPlan | Promise<ProcessPlan>,
): Promise<TaskOutputs> {
  const plan = task.isResumed ? { command: '', args: [] } : await makePlan();
  task.signal.throwIfAborted();
  return (await task.exec(plan)).outputs;
}
