import type { PipelineOperation } from '#contract/pipeline-editing.ts';
import { EditRefused, planEdits } from '#core/pipeline-text/index.ts';
import { asObject } from '../definition/outline.ts';
import { readPipelineText } from '../definition/pipeline-text.ts';

/* Where one pipeline names another: triggers, and tasks that start it or wait for it. */

type Path = Extract<PipelineOperation, { op: 'set' }>['path'];

/** Empty for a text that is no YAML. */
export function findMentions(data: unknown, name: string): Path[] {
  const { triggers, tasks } = asObject(data);
  const list: unknown[] = Array.isArray(triggers) ? triggers : [];
  const ofTriggers = list.flatMap((trigger, at): Path[] =>
    asObject(trigger)['pipeline'] === name ? [['triggers', at, 'pipeline']] : [],
  );
  const ofTasks = Object.entries(asObject(tasks)).flatMap(([id, task]): Path[] => {
    const { type, with: input } = asObject(task);
    const isMention = (type === 'trigger' || type === 'wait') && asObject(input)['pipeline'] === name;
    return isMention ? [['tasks', id, 'with', 'pipeline']] : [];
  });
  return [...ofTriggers, ...ofTasks];
}

/**
 * A text that names `to` wherever it named `from`, and otherwise is the same byte for byte; null when it does not name
 * it, or when it has to be changed by hand.
 */
export function renameMentions(text: string, from: string, to: string): string | null {
  const paths = text.includes(from) ? findMentions(readPipelineText(text).data, from) : [];
  if (paths.length === 0) return null;
  try {
    return planEdits(
      text,
      paths.map((path) => ({ op: 'set', path, value: to })),
    ).text;
  } catch (error) {
    if (error instanceof EditRefused) return null;
    throw error;
  }
}

/** The same text under another name; one that cannot be read as YAML stays as it is, and says so itself. */
export function renameInText(text: string, name: string): string {
  try {
    return planEdits(text, [{ op: 'set', path: ['name'], value: name }]).text;
  } catch (error) {
    if (error instanceof EditRefused) return text;
    throw error;
  }
}
