export {
  defineTaskType,
  TaskSkipped,
  type TaskContext,
  type TaskOutputs,
  type TaskType,
} from './task-type.ts';
