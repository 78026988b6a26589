import type { PipelineDraft } from '#contract/pipeline-editing.ts';
import { spliceBetween } from '#core/pipeline-text/index.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { pushStep, stepToEntry } from './history.ts';
import { doStep, show, update, type FileNow, type Self } from './session-self.ts';

/* Between a session and what others do: the file on the disk, and the draft that other windows may write. */

/** One save after the other: who asks while another one is on its way gets what was done since saved too. */
export async function save(self: Self, force: boolean): Promise<boolean> {
  while (self.saving !== null) await self.saving.catch(() => false);
  const saving = saveNow(self, force);
  self.saving = saving;
  try {
    return await saving;
  } finally {
    self.saving = null;
  }
}

async function saveNow(self: Self, force: boolean): Promise<boolean> {
  const { client, name, journal, state } = self;
  if (self.theirs !== null) return false;
  const { text } = state.get();
  if (text === self.saved.text && self.saved.hash !== null) return true;
  self.isSaving = true;
  update(self, {});
  try {
    await journal.settle();
    const { hash } = await client.pipelines.save({ name, text, force, expectedHash: self.saved.hash });
    if (self.saved.hash !== null) self.ownHashes.add(self.saved.hash);
    self.saved = { text, hash };
    self.base = self.saved;
    journal.begin(0);
    update(self, { fileHash: hash });
    return true;
  } catch (error) {
    if (toProblem(error).code !== 'CONFLICT') throw error;
    const file = await client.pipelines.get({ name });
    self.isSaving = false;
    meetOrFollow(self, { text: file.text, hash: file.hash });
    return false;
  } finally {
    self.isSaving = false;
    recordLater(self, text);
    update(self, {});
  }
}

/** What was done while the file was being saved was not recorded then. */
function recordLater({ journal, base, state }: Self, from: string): void {
  const splices = spliceBetween(from, state.get().text);
  if (splices.length === 0) return;
  journal.record(stepToEntry('edit', { name: { label: 'type', subject: '' }, splices, layout: null }), base);
}

/** The file is another one: followed where nothing would be lost by it, otherwise told as a conflict. */
export function fileIs(self: Self, file: FileNow): void {
  const { saved } = self;
  const hash = file?.hash ?? null;
  if (!self.isOpen || self.isSaving) return;
  if (hash === saved.hash && self.theirs === null) return;
  if (self.theirs !== null && hash === self.theirs.hash) return;
  // An answer that is older than a save of this window: the file itself is asked.
  if (hash !== null && self.ownHashes.has(hash)) return void askFile(self).catch(self.onFailure);
  meetOrFollow(self, file);
}

async function askFile(self: Self): Promise<void> {
  const { text, hash } = await self.client.pipelines.get({ name: self.name });
  if (self.isOpen && !self.isSaving && hash !== self.saved.hash) meetOrFollow(self, { text, hash });
}

function meetOrFollow(self: Self, file: FileNow): void {
  const { state, saved } = self;
  const hasOwn = state.get().text !== saved.text;
  if (file === null || file.text === state.get().text || !hasOwn) follow(self, file);
  else meetFile(self, file, saved.hash);
}

function follow(self: Self, file: FileNow): void {
  const { state, journal } = self;
  self.theirs = null;
  if (file === null) {
    self.saved = { text: self.saved.text, hash: null };
    return update(self, { fileHash: null, theirs: null });
  }
  const splices = spliceBetween(state.get().text, file.text);
  self.saved = { text: file.text, hash: file.hash };
  self.base = self.saved;
  if (splices.length > 0)
    self.history = pushStep(self.history, {
      name: { label: 'fromDisk', subject: '' },
      splices,
      layout: null,
    });
  if (journal.revision() !== 0) self.client.pipelines.discardDraft({ name: self.name }).catch(self.onFailure);
  journal.begin(0);
  show(self, file.text, { fileHash: file.hash, theirs: null });
}

export function meetFile(self: Self, file: FileNow, fileHash: string | null): void {
  self.theirs = file;
  update(self, { theirs: file?.text ?? null, fileHash });
}

export function resolve(self: Self, which: 'mine' | 'theirs'): void {
  const { theirs } = self;
  if (theirs === null) return;
  if (which === 'theirs') return follow(self, theirs);
  self.theirs = null;
  self.saved = { text: theirs.text, hash: theirs.hash };
  update(self, { theirs: null, fileHash: theirs.hash });
}

/** Back to what the file says; the way back is a step like others. */
export function revert(self: Self): void {
  const splices = spliceBetween(self.state.get().text, self.saved.text);
  if (splices.length > 0) doStep(self, { name: { label: 'revert', subject: '' }, splices, layout: null });
}

/**
 * Another window has edited the same pipeline: what it shows is shown here. While steps of this window are on their way
 * a draft that was read may be older than they are, so it says nothing.
 */
export function draftIs(self: Self, draft: PipelineDraft | null): void {
  const { journal } = self;
  if (self.isOpen && draft !== null && !journal.isBusy() && draft.revision > journal.revision())
    takeDraft(self, draft);
}

function takeDraft(self: Self, draft: PipelineDraft | null): void {
  const { journal, state } = self;
  journal.begin(draft?.revision ?? 0);
  if (draft === null) return recordLater(self, self.saved.text);
  self.base = { text: draft.baseText, hash: draft.baseHash };
  const splices = spliceBetween(state.get().text, draft.text);
  if (splices.length === 0) return;
  self.history = pushStep(self.history, {
    name: { label: 'fromWindow', subject: '' },
    splices,
    layout: null,
  });
  show(self, draft.text);
}

/** A step was refused because another window came first: its draft is shown, and what was done here is one undo away. */
export async function meetDraft(self: Self, error: unknown): Promise<void> {
  if (toProblem(error).code !== 'CONFLICT') return self.onFailure(error);
  const { draft } = await self.client.pipelines.draft({ name: self.name });
  if (self.isOpen) takeDraft(self, draft);
}
