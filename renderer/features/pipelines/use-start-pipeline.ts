import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** Starts a pipeline and says so; stopping it is the way back. */
export function useStartPipeline(): (name: string, params: Record<string, unknown>) => Promise<boolean> {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  return (name, params) =>
    act({
      run: () => bridge.client.pipelines.run({ name, params }),
      done: t('pipelines.didStart', { name }),
    });
}
