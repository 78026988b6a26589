import { readPipeline } from '#core/pipeline-text/index.ts';

/** What the text of a pipeline says of one task. */
export interface TaskSource {
  /** Its lines, from its key on; empty when the text has no such task. */
  source: string;
  /** Its value as YAML reads it. */
  value: unknown;
}

/** Never throws: of a text that is no YAML there is nothing to be had. */
export function readTaskSource(text: string, taskId: string): TaskSource {
  const task = readPipeline(text).graph?.byId.get(taskId);
  if (task === undefined) return { source: '', value: undefined };
  const [from, to] = task.range;
  const line = text.lastIndexOf('\n', from - 1) + 1;
  // Whole lines, unless something else stands in its first.
  const start = text.slice(line, from).trim() === '' ? line : from;
  return { source: text.slice(start, to), value: task.data };
}
