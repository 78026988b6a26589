import type {
  PipelineDraft,
  PipelineLayout,
  PipelineOperation,
  TextSplice,
} from '#contract/pipeline-editing.ts';
import {
  createPipelineReader,
  EditRefused,
  planEdits,
  type PipelineGraph,
  type PipelineReader,
} from '#core/pipeline-text/index.ts';
import { createStore } from '#renderer/bridge/store.ts';
import { createChecker } from './checker.ts';
import {
  joinLastStep,
  noHistory,
  pushStep,
  replayJournal,
  takeRedo,
  takeUndo,
  type Step,
} from './history.ts';
import { createJournal } from './journal.ts';
import { createLayoutKeeper, renameInLayout } from './layout-keeper.ts';
import { draftIs, fileIs, meetDraft, meetFile, resolve, revert, save } from './session-files.ts';
import { doStep, perform, update, type FileNow, type Self, type SessionOptions } from './session-self.ts';
import type { EditName, EditorSession, EditorState } from './types.ts';

/** What the engine tells of a file, its draft and its layout while a session is open. */
export type SessionFeed = {
  readonly fileIs: (file: FileNow) => void;
  readonly draftIs: (draft: PipelineDraft | null) => void;
  readonly layoutIs: (layout: PipelineLayout) => void;
};

/** Letters that follow each other this fast, in ms, are one step of undo. */
const typingMs = 800;

/** Opens a file, with what was edited in it and not saved. */
export function createEditorSession(options: SessionOptions): EditorSession & SessionFeed {
  const self = openSelf(options);
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

function openSelf(options: SessionOptions): Self {
  const { client, name, draft, file, onFailure } = options;
  const reader = createPipelineReader();
  const saved = { text: file?.text ?? '', hash: file?.hash ?? null };
  const text = draft?.text ?? saved.text;
  const self: Self = {
    ...options,
    ...(draft === null
      ? { base: saved, history: noHistory }
      : { base: { text: draft.baseText, hash: draft.baseHash }, history: replayJournal(draft.entries) }),
    reader,
    saved,
    theirs: null,
    typedAt: 0,
    isOpen: true,
    isSaving: false,
    saving: null,
    ownHashes: new Set(),
    state: createStore(firstState(options, text, reader)),
    journal: createJournal({
      client,
      name,
      revision: draft?.revision ?? 0,
      onFailure: (error) => void meetDraft(self, error).catch(onFailure),
    }),
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
  if (self.base.hash !== saved.hash && text !== saved.text) meetFile(self, file, self.base.hash);
  update(self, {});
  self.checker.check(text);
  return self;
}

function firstState(
  { name, file, layout }: SessionOptions,
  text: string,
  reader: PipelineReader,
): EditorState {
  const { graph, syntax } = reader.read(text);
  // A draft may hold a slip: the file below it is the last good text then.
  const below = file?.text ?? '';
  const known = graph ?? reader.read(below).graph;
  return {
    name,
    text,
    fileHash: file?.hash ?? null,
    save: 'saved',
    graph: known ?? noGraph,
    graphText: graph === null ? below : text,
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

function layoutIs(self: Self, layout: PipelineLayout): void {
  if (self.isOpen && self.keeper.isForeign(layout)) update(self, { layout });
}

function close(self: Self): void {
  self.isOpen = false;
  self.checker.stop();
  self.keeper.flush();
}
