import type { EditorState } from '../session/types.ts';

/**
 * The line of the file on which the task begins that was chosen last, counted from 1; null without one, and while the
 * file says something else than the window.
 */
export function lineOfSelection({ save, selection, graph, graphText }: EditorState): number | null {
  const task = graph.byId.get(selection.at(-1) ?? '');
  if (save !== 'saved' || task === undefined) return null;
  return graphText.slice(0, task.range[0]).split(/\r\n|\r|\n/).length;
}
