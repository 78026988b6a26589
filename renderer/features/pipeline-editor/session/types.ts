import type { PipelineLayout, PipelineOperation, TextSplice } from '#contract/pipeline-editing.ts';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { EditRefused, PipelineGraph, SyntaxProblem } from '#core/pipeline-text/index.ts';
import type { Store } from '#renderer/bridge/store.ts';

/** What an edit is called in menus and in the journal: `label` is a key of `pipelineEditor.edits`. */
export type EditName = { readonly label: string; readonly subject: string };

/**
 * `saved`: the file says what the window shows. `conflict`: another program changed the file while there were unsaved
 * changes. `gone`: the file was deleted.
 */
export type SaveState = 'saved' | 'edited' | 'saving' | 'conflict' | 'gone';

export type EditorState = {
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the file as this window knows it; null: there is none. */
  readonly fileHash: string | null;
  readonly save: SaveState;
  /** Of the last text that was YAML: never blank because of a slip. */
  readonly graph: PipelineGraph;
  /** That text: places of the graph are places in it. */
  readonly graphText: string;
  /** The graph is of an earlier text while this says where the slip is. */
  readonly syntax: SyntaxProblem | null;
  readonly problems: readonly PipelineProblem[];
  /** The problems are those of this text. */
  readonly isChecked: boolean;
  readonly layout: PipelineLayout;
  /** Ids of tasks, the last chosen one last. */
  readonly selection: readonly string[];
  readonly undo: EditName | null;
  readonly redo: EditName | null;
  /** What the file on the disk says, while that is in conflict. */
  readonly theirs: string | null;
};

/** One pipeline open in one window: the only way to change it, whichever projection asks. */
export type EditorSession = {
  readonly state: Store<EditorState>;
  /**
   * Changes the text, and the layout with it as one step.
   * @returns why it was not done; null when it was
   */
  readonly edit: (
    name: EditName,
    operations: readonly PipelineOperation[],
    layout?: PipelineLayout,
  ) => EditRefused | null;
  /** What was typed in the text: goes together with what was typed right before it. */
  readonly type: (splices: readonly TextSplice[]) => void;
  readonly moveTasks: (name: EditName, layout: PipelineLayout) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (ids: readonly string[]) => void;
  /** @returns whether the file says now what the window shows */
  readonly save: (how?: { readonly force: boolean }) => Promise<boolean>;
  /** Ends a conflict: theirs is shown and mine becomes an undo step, or mine is kept to be saved over it. */
  readonly resolve: (which: 'mine' | 'theirs') => void;
  readonly revert: () => void;
  readonly close: () => void;
};
