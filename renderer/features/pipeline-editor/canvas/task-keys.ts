/** Keys on tasks, on the canvas and in the outline (`onKeyDown`), by what they do: ids of `task-actions.ts`. */
export const taskKeys = {
  a: ['task.add', 'task.addAfter'],
  c: ['task.connect'],
  d: ['task.disconnect'],
  g: ['task.group'],
  F2: ['task.rename'],
  Delete: ['task.remove'],
  Backspace: ['task.remove'],
  'shift+Delete': ['task.removeMend'],
  'shift+Backspace': ['task.removeMend'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
