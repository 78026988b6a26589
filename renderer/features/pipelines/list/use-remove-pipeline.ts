import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** Deletes a pipeline's file, with the way back; a page of it gives way to the list. */
export function useRemovePipeline(isPage: boolean): (name: string) => Promise<void> {
  const { t } = useTranslation();
  const { pipelines } = useApp().bridge.client;
  const act = useAct();
  const navigate = useNavigate();
  return async (name) => {
    const isGone = await act({
      run: () => pipelines.remove({ name }),
      done: ({ stillNaming }) =>
        stillNaming.length === 0
          ? t('newPipeline.didDelete', { name })
          : t('newPipeline.didDeleteNamed', { name, others: stillNaming.join(', ') }),
      undo: () => pipelines.create({ name, from: name }),
    });
    if (isGone && isPage) await navigate({ to: '/pipelines', search: {} });
  };
}
