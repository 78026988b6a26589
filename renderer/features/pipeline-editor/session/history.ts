import type { DraftEntry, PipelineLayout, TextSplice } from '#contract/pipeline-editing.ts';
import { invertSplices } from '#core/pipeline-text/index.ts';
import type { EditName } from './types.ts';

/** One thing that a person did, and can take back. */
export type Step = {
  readonly name: EditName;
  readonly splices: readonly TextSplice[];
  readonly layout: { readonly before: PipelineLayout; readonly after: PipelineLayout } | null;
};

export type History = { readonly undo: readonly Step[]; readonly redo: readonly Step[] };

export const noHistory: History = { undo: [], redo: [] };

/** Steps that are kept at most: the oldest go first. */
const longest = 1000;

export function pushStep({ undo }: History, step: Step): History {
  return { undo: [...undo, step].slice(-longest), redo: [] };
}

/** Joins what was typed right after each other, so that an undo takes back words and not letters. */
export function joinLastStep({ undo }: History, splices: readonly TextSplice[]): History {
  const last = undo.at(-1);
  if (last === undefined) throw new Error('there is no step to join');
  return { undo: [...undo.slice(0, -1), { ...last, splices: [...last.splices, ...splices] }], redo: [] };
}

/** The step that takes the last one back, with what is left. */
export function takeUndo({ undo, redo }: History): { step: Step; history: History } | null {
  const last = undo.at(-1);
  if (last === undefined) return null;
  return { step: turnRound(last), history: { undo: undo.slice(0, -1), redo: [...redo, last] } };
}

export function takeRedo({ undo, redo }: History): { step: Step; history: History } | null {
  const last = redo.at(-1);
  if (last === undefined) return null;
  return { step: last, history: { undo: [...undo, last], redo: redo.slice(0, -1) } };
}

function turnRound({ name, splices, layout }: Step): Step {
  return {
    name,
    splices: invertSplices(splices),
    layout: layout === null ? null : { before: layout.after, after: layout.before },
  };
}

export function stepToEntry(kind: DraftEntry['kind'], { name, splices, layout }: Step): DraftEntry {
  return { kind, label: name.label, subject: name.subject, splices: [...splices], layout };
}

/**
 * The history that a journal tells. An entry `undo` takes back as many splices as it has: steps that were joined while
 * they were made stand in the journal one by one.
 */
export function replayJournal(entries: readonly DraftEntry[]): History {
  return entries.reduce((history, entry) => replayEntry(history, entry), noHistory);
}

function replayEntry(history: History, { kind, label, subject, splices, layout }: DraftEntry): History {
  const step: Step = { name: { label, subject }, splices, layout };
  if (kind === 'edit') return pushStep(history, step);
  if (kind === 'redo') return { undo: [...history.undo, step], redo: history.redo.slice(0, -1) };
  return { undo: dropSplices(history.undo, step), redo: [...history.redo, turnRound(step)] };
}

/** What was taken back before the journal began leaves nothing to drop. */
function dropSplices(undo: readonly Step[], { splices, layout }: Step): readonly Step[] {
  let left = splices.length;
  let kept = undo;
  if (left === 0 && layout !== null) return kept.slice(0, -1);
  while (left > 0 && kept.length > 0) {
    left -= kept.at(-1)?.splices.length ?? 0;
    kept = kept.slice(0, -1);
  }
  return kept;
}
