import { draftEntry, type TextSplice } from '#contract/pipeline-editing.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { applySplices, spliceBetween } from '#core/pipeline-text/index.ts';
import { hashText } from '#core/store/blobs.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findDraft, replaceJournal, type DraftRow } from './drafts.ts';
import { renameInText } from './mentions.ts';

/**
 * What is unsaved goes with the file, history and all: the name changes below the first step. A draft of another text
 * than the file's moves as it is.
 * @param file its text after; null when it is no UTF-8
 * @throws ALREADY_EXISTS when the new name has something unsaved already
 */
export function renameDraft(
  tx: WriteTx,
  from: string,
  to: string,
  file: { hashBefore: string; textAfter: string | null },
): void {
  const draft = findDraft(tx.db, from);
  if (findDraft(tx.db, to) !== undefined) throw draftInTheWay(to);
  if (draft === undefined) return;
  tx.db.run('UPDATE pipeline_drafts SET pipeline = ? WHERE id = ?', to, draft.id);
  const { hashBefore, textAfter } = file;
  const isOfFile = textAfter !== null && draft.base_hash === hashBefore;
  const revision = isOfFile ? rebase(tx, draft, to, textAfter) : draft.revision;
  tx.emit({ type: 'pipeline.draftChanged', name: from, revision: 0 });
  tx.emit({ type: 'pipeline.draftChanged', name: to, revision });
}

/** @returns the revision afterwards */
function rebase(tx: WriteTx, draft: DraftRow, to: string, base: string): number {
  const entries = tx.db
    .all<{ id: number; entry: string }>(
      'SELECT id, entry FROM pipeline_draft_entries WHERE draft_id = ? ORDER BY id',
      draft.id,
    )
    .map(({ id, entry }) => ({ id, entry: draftEntry.parse(parseJson(entry)) }));
  const steps = entries.map(({ entry }) => entry.splices);
  const moved = moveSteps(steps, spliceBetween(draft.base_text, base)[0]);
  const text = moved === null ? renameInText(draft.text, to) : applySplices(base, moved.flat());
  let { revision } = draft;
  if (moved === null) {
    // A step changes the name itself: what was done becomes one step.
    revision = replaceJournal(tx, { ...draft, base_text: base, text });
  } else {
    for (const [at, { id, entry }] of entries.entries())
      tx.db.run(
        'UPDATE pipeline_draft_entries SET entry = ? WHERE id = ?',
        JSON.stringify({ ...entry, splices: moved[at] ?? [] }),
        id,
      );
  }
  tx.db.run(
    'UPDATE pipeline_drafts SET base_hash = ?, base_text = ?, text = ?, revision = ?, updated_at = ? WHERE id = ?',
    hashText(base),
    base,
    text,
    revision,
    tx.now,
    draft.id,
  );
  return revision;
}

/**
 * The same steps on a text that `change` has changed before them; null when one of them touches what it changed.
 * @param change undefined: nothing
 */
function moveSteps(
  steps: readonly (readonly TextSplice[])[],
  change: TextSplice | undefined,
): TextSplice[][] | null {
  if (change === undefined) return steps.map((splices) => [...splices]);
  const shift = change.insert.length - change.remove.length;
  // Where the change stands in the text that the steps so far have left, before it was made.
  let at = change.at;
  const moved: TextSplice[][] = [];
  for (const splices of steps) {
    const step: TextSplice[] = [];
    for (const splice of splices) {
      const isBefore = splice.at + splice.remove.length < at;
      if (!isBefore && splice.at <= at + change.remove.length) return null;
      step.push(isBefore ? splice : { ...splice, at: splice.at + shift });
      if (isBefore) at += splice.insert.length - splice.remove.length;
    }
    moved.push(step);
  }
  return moved;
}

function draftInTheWay(name: string): StileError {
  const message = `Something unsaved of a pipeline "${name}" is there already. Save or discard it first (stile pipeline draft "${name}" --discard), or take another name.`;
  return new StileError('ALREADY_EXISTS', message, { kind: 'pipeline', name, id: name, lifecycle: 'active' });
}
