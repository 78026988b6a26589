import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** Turns what starts a pipeline by itself off, or on again, and says what is made up for then. */
export function useSwitchSchedule(): (pipeline: PipelineSummary) => Promise<boolean> {
  const { t } = useTranslation();
  const { pipelines } = useApp().bridge.client;
  const act = useAct();
  return ({ name, schedule }) =>
    schedule?.isPaused === true
      ? act({
          run: async () => {
            const { due } = await pipelines.previewResume({ name });
            await pipelines.resume({ name });
            return due.length;
          },
          done: (count) =>
            count === 0
              ? t('pipelines.didResume', { name })
              : t('pipelineList.didResumeDue', { name, count }),
        })
      : act({ run: () => pipelines.pause({ name }), done: t('pipelines.didPause', { name }) });
}
