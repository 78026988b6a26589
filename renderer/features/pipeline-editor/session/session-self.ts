import type { PipelineDraft, PipelineLayout } from '#contract/pipeline-editing.ts';
import { applySplices, type PipelineReader } from '#core/pipeline-text/index.ts';
import type { Store } from '#renderer/bridge/store.ts';
import type { Checker } from './checker.ts';
import { pushStep, stepToEntry, type History, type Step } from './history.ts';
import type { DraftBase, Journal } from './journal.ts';
import type { LayoutKeeper } from './layout-keeper.ts';
import type { SessionEngine } from './session-engine.ts';
import type { EditorState, SaveState } from './types.ts';

/* What a session holds, and how a step becomes what is shown. */

/** The file as the engine has it; null: there is none. */
export type FileNow = { readonly text: string; readonly hash: string } | null;

export type SessionOptions = {
  readonly client: SessionEngine;
  readonly name: string;
  readonly file: FileNow;
  readonly layout: PipelineLayout;
  /** What was edited before and not saved. */
  readonly draft: PipelineDraft | null;
  readonly isBranch: (type: string) => boolean;
  /** For what happens by itself: recording, checking, keeping the layout. */
  readonly onFailure: (error: unknown) => void;
  readonly now: () => number;
};

export type Self = SessionOptions & {
  readonly state: Store<EditorState>;
  readonly reader: PipelineReader;
  readonly journal: Journal;
  readonly checker: Checker;
  readonly keeper: LayoutKeeper;
  history: History;
  /** What the file says. */
  saved: DraftBase;
  /** What the draft in the engine was begun on. */
  base: DraftBase;
  theirs: FileNow;
  typedAt: number;
  isOpen: boolean;
  isSaving: boolean;
  /** The save that is on its way, with what it comes to. */
  saving: Promise<boolean> | null;
  /** Of files that this window has saved over: what tells of them may be late. */
  readonly ownHashes: Set<string>;
};

export function update(self: Self, change: Partial<EditorState>): void {
  const { history, state } = self;
  const next = { ...state.get(), ...change };
  state.set({
    ...next,
    save: saveState(self, next.text),
    undo: history.undo.at(-1)?.name ?? null,
    redo: history.redo.at(-1)?.name ?? null,
  });
}

function saveState({ theirs, saved, isSaving }: Self, text: string): SaveState {
  if (isSaving) return 'saving';
  if (theirs !== null) return 'conflict';
  if (saved.hash === null) return 'gone';
  return text === saved.text ? 'saved' : 'edited';
}

/** Shows a text, at once in all that is drawn of it: a slip in it leaves the graph of the text before. */
export function show(self: Self, text: string, change: Partial<EditorState> = {}): void {
  const before = self.state.get();
  if (text === before.text) return update(self, change);
  const { graph, syntax } = self.reader.read(text);
  const known = graph === null ? {} : { graph, graphText: text };
  const byId = (graph ?? before.graph).byId;
  const selection = before.selection.filter((id) => byId.has(id));
  update(self, { text, ...known, syntax, selection, isChecked: false, ...change });
  self.checker.check(text);
}

/** Does a step: text, layout and selection change at once, and the journal has it. */
export function perform(self: Self, kind: 'edit' | 'undo' | 'redo', step: Step): void {
  const before = self.state.get();
  const text = applySplices(before.text, step.splices);
  const layout = step.layout?.after ?? before.layout;
  // What the draft lies on is the text before its first step.
  if (self.journal.revision() === 0 && before.text === self.saved.text) self.base = self.saved;
  if (!self.isSaving) self.journal.record(stepToEntry(kind, step), self.base);
  show(self, text, { layout });
  if (layout !== before.layout) self.keeper.keep(layout);
}

export function doStep(self: Self, step: Step): void {
  self.history = pushStep(self.history, step);
  self.typedAt = 0;
  perform(self, 'edit', step);
}
