import { createContext, use, useSyncExternalStore } from 'react';
import type { TaskTypeInfo } from '#contract/pipelines.ts';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import type { Store } from '#renderer/bridge/store.ts';
import type { RunMode } from '../run/run-request.ts';
import type { EditorSession, EditorState } from './types.ts';

/**
 * Where a person is led to, such as a problem's place: `tasks.train.with.rows` in the form, line and column (1-based)
 * in the text. Who goes there takes it away.
 */
export type SoughtPlace = { readonly path: string; readonly line: number; readonly column: number };

/** What every part of the editor works with. */
export type Editor = {
  readonly session: EditorSession;
  readonly types: ReadonlyMap<string, TaskTypeInfo>;
  /** How each task stands, by id: live while a run works. */
  readonly standing: ReadonlyMap<string, TaskStanding>;
  readonly sought: Store<SoughtPlace | null>;
  /** Saves, and shows what a run of the pipeline, or of some of its tasks, would do. */
  readonly onRun: (mode: RunMode, ids: readonly string[]) => void;
  /** Leads to the settings of a task: it was asked for, not only selected. */
  readonly onOpen?: (id: string) => void;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error('outside of a pipeline editor');
  return editor;
}

/** A piece of the session's state; renders again only when that piece is another. */
export function useEditorState<T>(pick: (state: EditorState) => T): T {
  return useSessionState(useEditor().session, pick);
}

/** The same outside of the editor's parts. */
export function useSessionState<T>({ state }: EditorSession, pick: (state: EditorState) => T): T {
  return useSyncExternalStore(state.subscribe, () => pick(state.get()));
}
