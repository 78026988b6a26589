import { isMap, isNode, isScalar, parseDocument, type Pair } from 'yaml';

/** What the text of a pipeline says of one task. */
export interface TaskSource {
  /** Its lines, from its key on; empty when the text has no such task. */
  source: string;
  /** Its value as YAML reads it. */
  value: unknown;
}

/** Never throws: of a text that is no YAML there is nothing to be had. */
export function readTaskSource(text: string, taskId: string): TaskSource {
  const doc = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const tasks = doc.errors.length === 0 ? doc.get('tasks') : null;
  const pair = isMap(tasks)
    ? tasks.items.find((item) => isScalar(item.key) && item.key.value === taskId)
    : undefined;
  if (pair === undefined) return { source: '', value: undefined };
  const value = isNode(pair.value) ? (pair.value.toJS(doc) as unknown) : undefined;
  return { source: cutSource(text, pair), value };
}

/** Whole lines, unless something else stands before it in its own. */
function cutSource(text: string, { key, value }: Pair): string {
  const from = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const until = isNode(value) ? (value.range?.[1] ?? from) : from;
  const line = text.lastIndexOf('\n', from - 1) + 1;
  const start = text.slice(line, from).trim() === '' ? line : from;
  return text.slice(start, Math.max(until, from)).trimEnd();
}
