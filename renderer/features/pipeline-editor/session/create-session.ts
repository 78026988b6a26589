import type {
  PipelineDraft,
  PipelineLayout,
  PipelineOperation,
  TextSplice,
} from '#contract/pipeline-editing.ts';
import type { EngineClient } from '#contract/procedures.ts';
import {
  applySplices,
  createPipelineReader,
  EditRefused,
  planEdits,
  spliceBetween,
  type PipelineGraph,
  type PipelineReader,
} from '#core/pipeline-text/index.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { createStore, type Store } from '#renderer/bridge/store.ts';
import { createChecker, type Checker } from './checker.ts';
import {
  joinLastStep,
  noHistory,
  pushStep,
  replayJournal,
  stepToEntry,
  takeRedo,
  takeUndo,
  type History,
  type Step,
} from './history.ts';
import { createJournal, type DraftBase, type Journal } from './journal.ts';
import { createLayoutKeeper, renameInLayout, type LayoutKeeper } from './layout-keeper.ts';
import type { EditName, EditorSession, EditorState, SaveState } from './types.ts';

/** The file as the engine has it; null: there is none. */
export type FileNow = { readonly text: string; readonly hash: string } | null;

export type SessionOptions = {
  readonly client: Pick<EngineClient, 'pipelines'>;
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

/** What the engine tells of a file, its draft and its layout while a session is open. */
export type SessionFeed = {
  readonly fileIs: (file: FileNow) => void;
  readonly draftIs: (draft: PipelineDraft | null) => void;
  readonly layoutIs: (layout: PipelineLayout) => void;
};

/** Letters that follow each other this fast, in ms, are one step of undo. */
const typingMs = 800;

type Self = SessionOptions & {
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
};

/** Opens a file, with what was edited in it and not saved. */
export function createEditorSession(options: SessionOptions): EditorSession & SessionFeed {
  const { client, name, draft, file, onFailure } = options;
  const reader = createPipelineReader();
  const saved = { text: file?.text ?? '', hash: file?.hash ?? null };
  const text = draft?.text ?? saved.text;
  const self: Self = {
    ...options,
    reader,
    saved,
    base: draft === null ? saved : { text: draft.baseText, hash: draft.baseHash },
    history: draft === null ? noHistory : replayJournal(draft.entries),
    theirs: null,
    typedAt: 0,
    isOpen: true,
    isSaving: false,
    state: createStore(firstState(options, text, reader)),
    journal: createJournal({ client, name, revision: draft?.revision ?? 0, onFailure }),
    checker: createChecker({
      client,
      name,
      onChecked: (checked, problems) => {
        if (self.state.get().text === checked) update(self, { problems, isChecked: true });
      },
      onFailure,
    }),
    keeper: createLayoutKeeper({ client, name, layout: options.layout, onFailure }),
  };
  // The draft was begun on a file that another program has changed since.
  if (draft !== null && draft.baseHash !== saved.hash && text !== saved.text)
    meetFile(self, file, draft.baseHash);
  update(self, { save: saveState(self) });
  self.checker.check(text);
  return {
    state: self.state,
    edit: (editName, operations, layout) => edit(self, editName, operations, layout),
    type: (splices) => type(self, splices),
    moveTasks: (editName, layout) => move(self, editName, layout),
    undo: () => goBack(self),
    redo: () => goForth(self),
    select: (selection) => update(self, { selection }),
    save: (how) => save(self, how?.force ?? false),
    resolve: (which) => resolve(self, which),
    revert: () => revert(self),
    close: () => close(self),
    fileIs: (now) => fileIs(self, now),
    draftIs: (now) => draftIs(self, now),
    layoutIs: (layout) => layoutIs(self, layout),
  };
}

function firstState(
  { name, file, layout }: SessionOptions,
  text: string,
  reader: PipelineReader,
): EditorState {
  const { graph, syntax } = reader.read(text);
  // A draft may hold a slip: the file below it is the last good text then.
  const known = graph ?? reader.read(file?.text ?? '').graph ?? noGraph;
  return {
    name,
    text,
    fileHash: file?.hash ?? null,
    save: 'saved',
    graph: known,
    syntax,
    problems: [],
    isChecked: false,
    layout,
    selection: [],
    undo: null,
    redo: null,
    theirs: null,
  };
}

const noGraph: PipelineGraph = { name: null, description: '', tasks: [], byId: new Map(), top: {} };

function update(self: Self, change: Partial<EditorState>): void {
  const { history } = self;
  self.state.set({
    ...self.state.get(),
    ...change,
    undo: history.undo.at(-1)?.name ?? null,
    redo: history.redo.at(-1)?.name ?? null,
  });
}

function saveState({ theirs, saved, state, isSaving }: Self): SaveState {
  const { text } = state.get();
  if (isSaving) return 'saving';
  if (theirs !== null) return 'conflict';
  if (saved.hash === null) return 'gone';
  return text === saved.text ? 'saved' : 'edited';
}

/** Does a step: text, layout and selection change at once, and the journal has it. */
function perform(self: Self, kind: 'edit' | 'undo' | 'redo', step: Step): void {
  const { state, reader } = self;
  const before = state.get();
  const text = applySplices(before.text, step.splices);
  const { graph, syntax } =
    text === before.text ? { graph: before.graph, syntax: before.syntax } : reader.read(text);
  const layout = step.layout?.after ?? before.layout;
  const known = graph ?? before.graph;
  // What the draft lies on is the text before its first step.
  if (self.journal.revision() === 0 && before.text === self.saved.text) self.base = self.saved;
  if (!self.isSaving) self.journal.record(stepToEntry(kind, step), self.base);
  state.set({ ...before, text });
  update(self, {
    text,
    graph: known,
    syntax,
    layout,
    selection: before.selection.filter((id) => known.byId.has(id)),
    isChecked: text === before.text && before.isChecked,
    save: saveState(self),
  });
  if (text !== before.text) self.checker.check(text);
  if (layout !== before.layout) self.keeper.keep(layout);
}

function edit(
  self: Self,
  name: EditName,
  operations: readonly PipelineOperation[],
  layout?: PipelineLayout,
): EditRefused | null {
  const before = self.state.get();
  try {
    const { splices } = planEdits(before.text, operations, { reader: self.reader, isBranch: self.isBranch });
    const after = renameInLayout(layout ?? before.layout, operations);
    if (splices.length === 0 && after === before.layout) return null;
    doStep(self, {
      name,
      splices,
      layout: after === before.layout ? null : { before: before.layout, after },
    });
    return null;
  } catch (error) {
    if (error instanceof EditRefused) return error;
    throw error;
  }
}

function doStep(self: Self, step: Step): void {
  self.history = pushStep(self.history, step);
  self.typedAt = 0;
  perform(self, 'edit', step);
}

function type(self: Self, splices: readonly TextSplice[]): void {
  if (splices.length === 0) return;
  const now = self.now();
  const step: Step = { name: { label: 'type', subject: '' }, splices, layout: null };
  const isGoingOn = now - self.typedAt < typingMs && self.history.undo.at(-1)?.name.label === 'type';
  self.history = isGoingOn ? joinLastStep(self.history, splices) : pushStep(self.history, step);
  self.typedAt = now;
  perform(self, 'edit', step);
}

function move(self: Self, name: EditName, after: PipelineLayout): void {
  doStep(self, { name, splices: [], layout: { before: self.state.get().layout, after } });
}

function goBack(self: Self): void {
  const taken = takeUndo(self.history);
  if (taken === null) return;
  self.history = taken.history;
  self.typedAt = 0;
  perform(self, 'undo', taken.step);
}

function goForth(self: Self): void {
  const taken = takeRedo(self.history);
  if (taken === null) return;
  self.history = taken.history;
  self.typedAt = 0;
  perform(self, 'redo', taken.step);
}

async function save(self: Self, force: boolean): Promise<boolean> {
  const { client, name, journal, state } = self;
  if (self.theirs !== null || self.isSaving) return false;
  const { text } = state.get();
  if (text === self.saved.text && self.saved.hash !== null) return true;
  self.isSaving = true;
  update(self, { save: 'saving' });
  try {
    await journal.settle();
    const { hash } = await client.pipelines.save({ name, text, force, expectedHash: self.saved.hash });
    self.saved = { text, hash };
    self.base = self.saved;
    journal.begin(0);
    update(self, { fileHash: hash });
    return true;
  } catch (error) {
    if (toProblem(error).code !== 'CONFLICT') throw error;
    const file = await client.pipelines.get({ name });
    self.isSaving = false;
    fileIs(self, { text: file.text, hash: file.hash });
    return false;
  } finally {
    self.isSaving = false;
    recordLater(self, text);
    update(self, { save: saveState(self) });
  }
}

/** What was done while the file was being saved was not recorded then. */
function recordLater({ journal, base, state }: Self, from: string): void {
  const splices = spliceBetween(from, state.get().text);
  if (splices.length === 0) return;
  journal.record(stepToEntry('edit', { name: { label: 'type', subject: '' }, splices, layout: null }), base);
}

/** The file is another one: followed where nothing would be lost by it, otherwise told as a conflict. */
function fileIs(self: Self, file: FileNow): void {
  const { state, saved } = self;
  const hash = file?.hash ?? null;
  if (!self.isOpen || self.isSaving) return;
  if (hash === saved.hash && self.theirs === null) return;
  if (self.theirs !== null && hash === self.theirs.hash) return;
  const hasOwn = state.get().text !== saved.text;
  if (file === null || file.text === state.get().text || !hasOwn) follow(self, file);
  else meetFile(self, file, saved.hash);
}

function follow(self: Self, file: FileNow): void {
  const { state, journal } = self;
  self.theirs = null;
  if (file === null) {
    self.saved = { text: self.saved.text, hash: null };
    return update(self, { fileHash: null, save: saveState(self), theirs: null });
  }
  const splices = spliceBetween(state.get().text, file.text);
  const step: Step = { name: { label: 'fromDisk', subject: '' }, splices, layout: null };
  self.saved = { text: file.text, hash: file.hash };
  if (splices.length > 0) self.history = pushStep(self.history, step);
  const text = file.text;
  const { graph, syntax } = self.reader.read(text);
  self.base = self.saved;
  if (journal.revision() !== 0) self.client.pipelines.discardDraft({ name: self.name }).catch(self.onFailure);
  journal.begin(0);
  const before = state.get();
  state.set({ ...before, text });
  update(self, {
    graph: graph ?? before.graph,
    syntax,
    fileHash: file.hash,
    theirs: null,
    save: saveState(self),
    isChecked: false,
  });
  self.checker.check(text);
}

function meetFile(self: Self, file: FileNow, fileHash: string | null): void {
  self.theirs = file;
  update(self, { save: saveState(self), theirs: file?.text ?? null, fileHash });
}

function resolve(self: Self, which: 'mine' | 'theirs'): void {
  const { theirs } = self;
  if (theirs === null) return;
  if (which === 'theirs') return follow(self, theirs);
  self.theirs = null;
  self.saved = { text: theirs.text, hash: theirs.hash };
  update(self, { theirs: null, fileHash: theirs.hash, save: saveState(self) });
}

/** Back to what the file says; the way back is a step like others. */
function revert(self: Self): void {
  const splices = spliceBetween(self.state.get().text, self.saved.text);
  if (splices.length > 0) doStep(self, { name: { label: 'revert', subject: '' }, splices, layout: null });
}

/** Another window has edited the same pipeline: what it shows is shown here. */
function draftIs(self: Self, draft: PipelineDraft | null): void {
  const { journal, state } = self;
  if (!self.isOpen || draft === null || draft.revision <= journal.revision()) return;
  journal.begin(draft.revision);
  self.base = { text: draft.baseText, hash: draft.baseHash };
  const splices = spliceBetween(state.get().text, draft.text);
  if (splices.length === 0) return;
  self.history = pushStep(self.history, {
    name: { label: 'fromWindow', subject: '' },
    splices,
    layout: null,
  });
  const before = state.get();
  const { graph, syntax } = self.reader.read(draft.text);
  state.set({ ...before, text: draft.text });
  update(self, { graph: graph ?? before.graph, syntax, save: saveState(self), isChecked: false });
  self.checker.check(draft.text);
}

function layoutIs(self: Self, layout: PipelineLayout): void {
  if (self.isOpen && self.keeper.isForeign(layout)) update(self, { layout });
}

function close(self: Self): void {
  self.isOpen = false;
  self.checker.stop();
  self.keeper.flush();
}
