import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';

/** Does what shows by itself that it was done, such as a dialog or a folder; that it failed is said. */
export function useShellAct(): (run: () => Promise<unknown>) => void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  return (run) =>
    void run().catch((error: unknown) =>
      toasts.show({ tone: 'problem', text: wordProblem(toProblem(error), t), undo: null }),
    );
}
