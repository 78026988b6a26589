import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { newestOwnChange, undoableSince, undoChanges } from './act-history.ts';
import { useTellProblem } from './use-tell-problem.ts';

type Act<T> = {
  readonly run: () => Promise<T>;
  /** What happened, in the past tense. */
  readonly done: string | ((result: T) => string);
  /** The way back, where there is one. */
  readonly undo?: () => Promise<unknown>;
  /** Shows a failure beside what caused it; false leaves it to the window. */
  readonly showFailure?: (error: unknown) => boolean;
};

/**
 * Acts at once and says so with a way back; a failure is worded in the same place. Resolves with whether it worked.
 * The way back goes through the engine's record of changes where that knows one, so that it can be done again.
 */
export function useAct(): <T>(act: Act<T>) => Promise<boolean> {
  const { t } = useTranslation();
  const { bridge, toasts, history } = useApp();
  const { client } = bridge;
  const tellProblem = useTellProblem();

  async function act<T>({ run, done, undo, showFailure }: Act<T>): Promise<boolean> {
    try {
      const since = undo === undefined ? null : await newestOwnChange(client);
      const result = await run();
      const text = typeof done === 'string' ? done : done(result);
      if (undo === undefined) toasts.show({ tone: 'done', text, undo: null });
      else {
        const changes = undoableSince(client, since);
        void changes.then(history.note);
        toasts.show({ tone: 'done', text, undo: () => takeBack(changes, undo) });
      }
      return true;
    } catch (error) {
      if (showFailure?.(error) !== true) tellProblem(error);
      return false;
    }
  }

  async function takeBack(changes: Promise<readonly number[]>, undo: () => Promise<unknown>): Promise<void> {
    const ids = await changes;
    await act({
      run: () => (ids.length === 0 ? undo() : undoChanges(client, history, ids)),
      done: t('toasts.undone'),
    });
  }
  return act;
}
