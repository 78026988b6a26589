import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

export type RowLabel = { readonly row: number; readonly label: string };

/** What a person can do about a batch. */
export function useMonitoringActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { monitoring } = bridge.client;
  const act = useAct();
  return {
    addLabels: (batchId: number, labels: readonly RowLabel[]) =>
      act({
        run: () => monitoring.addLabels({ batchId, labels: [...labels] }),
        done: t('monitoring.panel.saved', { count: labels.length, id: batchId }),
      }),
    checkAgain: (batchId: number) =>
      act({
        run: () => monitoring.monitorBatch({ batchId }),
        done: t('monitoring.checkedAgain', { id: batchId }),
      }),
  };
}
