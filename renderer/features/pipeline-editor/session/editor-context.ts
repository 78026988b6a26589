import { createContext, use, useSyncExternalStore } from 'react';
import type { TaskTypeInfo } from '#contract/pipelines.ts';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import type { EditorSession, EditorState } from './types.ts';

/** What every part of the editor works with. */
export type Editor = {
  readonly session: EditorSession;
  readonly types: ReadonlyMap<string, TaskTypeInfo>;
  /** How each task stands, by id: live while a run works. */
  readonly standing: ReadonlyMap<string, TaskStanding>;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error('outside of a pipeline editor');
  return editor;
}

/** A piece of the session's state; renders again only when that piece is another. */
export function useEditorState<T>(pick: (state: EditorState) => T): T {
  const { state } = useEditor().session;
  return useSyncExternalStore(state.subscribe, () => pick(state.get()));
}
