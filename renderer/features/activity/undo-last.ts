import type { TFunction } from 'i18next';
import type { ActivityEntry } from '#contract/activity.ts';
import type { App } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { undoChanges } from '#renderer/parts/act-history.ts';
import { wordDeed } from './word-deed.ts';

/** How far back the last act is looked for. */
const looksAt = 200;

/** Takes back the last thing that a window did, or does again what was taken back last; says which, or why not. */
export async function undoLast(app: App, t: TFunction, direction: 'undo' | 'redo'): Promise<void> {
  const { bridge, toasts, history } = app;
  try {
    const { entries } = await bridge.client.activity.list({ actorKind: 'screen', maxResults: looksAt });
    const last = direction === 'undo' ? findLastAct(entries) : findLastUndo(entries);
    if (last === undefined) {
      const text = direction === 'undo' ? t('changes.undo.nothing') : t('changes.undo.nothingRedo');
      toasts.show({ tone: 'problem', text, undo: null });
      return;
    }
    await undoChanges(bridge.client, history, history.actOf(last.activityId));
    const words = { deed: wordDeed(last.action, t), object: last.name ?? last.entityId };
    const text = direction === 'undo' ? t('changes.undo.done', words) : t('changes.undo.redone', words);
    toasts.show({ tone: 'done', text, undo: null });
  } catch (error) {
    toasts.show({ tone: 'problem', text: wordProblem(toProblem(error), t), undo: null });
  }
}

/** What was done and still stands, whether or not it can be taken back: the engine says why it cannot. */
export function findLastAct(entries: readonly ActivityEntry[]): ActivityEntry | undefined {
  return entries.find(({ role, undo }) => role !== 'undo' && undo.state !== 'undone');
}

/** What was taken back last, unless something new was done since. */
export function findLastUndo(entries: readonly ActivityEntry[]): ActivityEntry | undefined {
  for (const entry of entries) {
    if (entry.role === 'undo' && entry.undo.state === 'possible') return entry;
    if (entry.role === 'change' && entry.undo.state !== 'undone') return undefined;
  }
  return undefined;
}
