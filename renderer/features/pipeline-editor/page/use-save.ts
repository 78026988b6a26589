import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { useTellProblem } from '#renderer/parts/use-tell-problem.ts';
import { keepPendingFields } from '../form/pending-fields.ts';
import type { EditorSession } from '../session/types.ts';

/**
 * Saves what is open. A text with errors is saved when a person asks for it, but never before a run.
 * @returns whether the file says now what the window shows
 */
export function useSave(session: EditorSession): (evenBroken: boolean) => Promise<boolean> {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const tell = useTellProblem();
  return async (evenBroken) => {
    keepPendingFields();
    try {
      return await session.save({ force: evenBroken });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'PIPELINE_INVALID') tell(error);
      else
        toasts.show({
          tone: 'problem',
          text: t('pipelineEditor.notRun', { line: problem.data.line }),
          undo: null,
        });
      return false;
    }
  };
}
