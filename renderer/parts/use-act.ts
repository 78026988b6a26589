import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';

type Act<T> = {
  readonly run: () => Promise<T>;
  /** What happened, in the past tense. */
  readonly done: string | ((result: T) => string);
  /** The way back, where there is one. */
  readonly undo?: () => Promise<unknown>;
};

/** Acts at once and says so with a way back; a failure is worded in the same place. Resolves with whether it worked. */
export function useAct(): <T>(act: Act<T>) => Promise<boolean> {
  const { t } = useTranslation();
  const { toasts } = useApp();

  async function act<T>({ run, done, undo }: Act<T>): Promise<boolean> {
    try {
      const result = await run();
      const text = typeof done === 'string' ? done : done(result);
      const takeBack =
        undo === undefined ? null : () => act({ run: undo, done: t('toasts.undone') }).then(() => undefined);
      toasts.show({ tone: 'done', text, undo: takeBack });
      return true;
    } catch (error) {
      toasts.show({ tone: 'problem', text: wordProblem(toProblem(error), t), undo: null });
      return false;
    }
  }
  return act;
}
