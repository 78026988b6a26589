import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';

/** Says in the window what did not work, and why. */
export function useTellProblem(): (error: unknown) => void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  return (error) => toasts.show({ tone: 'problem', text: wordProblem(toProblem(error), t), undo: null });
}
