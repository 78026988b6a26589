import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** What a person can do about an alert. Neither can be taken back: both say what the person knew then. */
export function useAlertActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { monitoring } = bridge.client;
  const act = useAct();
  return {
    acknowledge: ({ alertId }: Pick<Alert, 'alertId'>) =>
      act({
        run: () => monitoring.acknowledge({ alertId }),
        done: t('alerts.acknowledged', { id: alertId }),
      }),
    resolve: ({ alertId }: Pick<Alert, 'alertId'>, reason: string) =>
      act({
        run: () => monitoring.resolve({ alertId, reason }),
        done: t('alerts.resolvedToast', { id: alertId }),
      }),
  };
}
