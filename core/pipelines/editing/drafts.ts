import { draftEntry } from '#contract/pipeline-editing.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { errorText, invalidArgument } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { applySplices, spliceBetween } from '#core/pipeline-text/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { refuseName } from '../file-store.ts';
import { draftConflict } from './conflict.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

export interface DraftRow {
  id: number;
  pipeline: string;
  base_hash: string | null;
  base_text: string;
  text: string;
  revision: number;
  updated_at: number;
}

/** A journal that is longer becomes one step: the text stays, its history goes. */
const longestJournal = 20_000;

/** What was edited and not saved, with every step of it. */
export function readDraft({ db }: EngineContext, { name }: In['draft']): Out['draft'] {
  const row = findDraft(db, name);
  if (row === undefined) return { draft: null };
  const entries = db.all<{ entry: string }>(
    'SELECT entry FROM pipeline_draft_entries WHERE draft_id = ? ORDER BY id',
    row.id,
  );
  return {
    draft: {
      name,
      baseHash: row.base_hash,
      baseText: row.base_text,
      text: row.text,
      entries: entries.map(({ entry }) => draftEntry.parse(parseJson(entry))),
      revision: row.revision,
      updatedAt: row.updated_at,
    },
  };
}

export function listDrafts({ db }: EngineContext): Out['drafts'] {
  const drafts = db.all<{ name: string; updatedAt: number }>(
    'SELECT pipeline AS name, updated_at AS updatedAt FROM pipeline_drafts ORDER BY pipeline',
  );
  return { drafts };
}

/** The text of a draft; null without one. */
export function readDraftText({ db }: EngineContext, name: string): string | null {
  return findDraft(db, name)?.text ?? null;
}

/**
 * Appends steps. No record of activity is made of them: what is saved in the end is one change.
 * @throws CONFLICT for another revision, INVALID_ARGUMENT for a step that does not fit the text
 */
export async function recordDraft(ctx: EngineContext, input: In['recordDraft']): Promise<Out['recordDraft']> {
  const { name, revision, entries } = input;
  refuseName(name);
  return ctx.write((tx) => {
    tx.unchanged();
    const known = findDraft(tx.db, name);
    if (revision !== (known?.revision ?? 0)) throw draftConflict(name, revision, known?.revision ?? null);
    const draft = known ?? beginDraft(tx, input, tx.now);
    const text = applyEntries(draft.text, entries);
    let newest = draft.revision;
    for (const entry of entries) newest = appendEntry(tx, draft.id, entry);
    newest = shortenJournal(tx, { ...draft, text }) ?? newest;
    tx.db.run(
      'UPDATE pipeline_drafts SET text = ?, revision = ?, updated_at = ? WHERE id = ?',
      text,
      newest,
      tx.now,
      draft.id,
    );
    tx.emit({ type: 'pipeline.draftChanged', name, revision: newest });
    return { revision: newest };
  });
}

export async function discardDraft(
  ctx: EngineContext,
  { name }: In['discardDraft'],
): Promise<Out['discardDraft']> {
  await ctx.write((tx) => {
    tx.unchanged();
    dropDraft(tx, name);
  });
  return {};
}

/** Once the file says what a draft says, there is no draft; one that says something else stays. */
export function dropSavedDraft(tx: WriteTx, name: string, text: string): void {
  if (findDraft(tx.db, name)?.text === text) dropDraft(tx, name);
}

export function dropDraft(tx: WriteTx, name: string): void {
  if (findDraft(tx.db, name) === undefined) return;
  tx.db.run('DELETE FROM pipeline_drafts WHERE pipeline = ?', name);
  tx.emit({ type: 'pipeline.draftChanged', name, revision: 0 });
}

export function findDraft(db: Pick<EngineContext['db'], 'get'>, name: string): DraftRow | undefined {
  return db.get<DraftRow>('SELECT * FROM pipeline_drafts WHERE pipeline = ?', name);
}

function beginDraft(
  tx: WriteTx,
  { name, baseText, baseHash = null }: Pick<In['recordDraft'], 'name' | 'baseText' | 'baseHash'>,
  now: number,
): DraftRow {
  if (baseText === undefined)
    throw invalidArgument(
      'baseText',
      '',
      'the first step of a draft lies on a text',
      'Give the text of the file.',
    );
  tx.db.run(
    'INSERT INTO pipeline_drafts (pipeline, base_hash, base_text, text, revision, updated_at) VALUES (?, ?, ?, ?, 0, ?)',
    name,
    baseHash,
    baseText,
    baseText,
    now,
  );
  const row = findDraft(tx.db, name);
  if (row === undefined) throw new Error(`the draft of ${name} is not there`);
  return row;
}

type GivenEntry = In['recordDraft']['entries'][number];

function applyEntries(text: string, entries: readonly GivenEntry[]): string {
  return entries.reduce((now, { splices }, at) => {
    try {
      return applySplices(now, splices);
    } catch (error) {
      const remedy = 'Read the draft again, and make the change on its text.';
      throw invalidArgument(`entries[${at}]`, '', `it does not fit the text: ${errorText(error)}`, remedy);
    }
  }, text);
}

function appendEntry(tx: WriteTx, draftId: number, entry: GivenEntry): number {
  tx.db.run(
    'INSERT INTO pipeline_draft_entries (draft_id, entry) VALUES (?, ?)',
    draftId,
    JSON.stringify(entry),
  );
  return tx.db.get<{ id: number }>('SELECT last_insert_rowid() AS id')?.id ?? 0;
}

/** @returns the revision afterwards; null when nothing had to go */
function shortenJournal(tx: WriteTx, draft: DraftRow): number | null {
  const counted = tx.db.get<{ n: number }>(
    'SELECT count(*) AS n FROM pipeline_draft_entries WHERE draft_id = ?',
    draft.id,
  );
  return (counted?.n ?? 0) <= longestJournal ? null : replaceJournal(tx, draft);
}

/** One step that makes the draft's text of its base takes the place of all. @returns the revision afterwards */
export function replaceJournal(tx: WriteTx, { id, base_text: base, text }: DraftRow): number {
  tx.db.run('DELETE FROM pipeline_draft_entries WHERE draft_id = ?', id);
  const splices = spliceBetween(base, text);
  return appendEntry(tx, id, { kind: 'edit', label: 'type', subject: '', splices, layout: null });
}

/** Makes a draft of a text on top of the file's, as one step. */
export function makeDraft(
  tx: WriteTx,
  name: string,
  base: { text: string; hash: string },
  text: string,
): void {
  const draft = beginDraft(tx, { name, baseText: base.text, baseHash: base.hash }, tx.now);
  const revision = replaceJournal(tx, { ...draft, text });
  tx.db.run('UPDATE pipeline_drafts SET text = ?, revision = ? WHERE id = ?', text, revision, draft.id);
  tx.emit({ type: 'pipeline.draftChanged', name, revision });
}
