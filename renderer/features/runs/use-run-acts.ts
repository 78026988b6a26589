import { useTranslation } from 'react-i18next';
import type { MetricValue, Run, RunStatus, Tag } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';

/** How many runs are changed at the same time: the engine writes them in few commits, and stays answering. */
const together = 50;

/** What can be done to runs, one or many: at once, with a way back wherever there is one. */
export function useRunActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { runs } = bridge.client;
  const locale = useLocale();
  const act = useAct();
  return {
    remove: (runIds: readonly string[]) =>
      act({
        run: () => forEach(runIds, (runId) => runs.delete({ runId })),
        undo: () => forEach(runIds, (runId) => runs.restore({ runId })),
        done: t('toasts.runsDeleted', { count: runIds.length }),
      }),
    restore: (runIds: readonly string[]) =>
      act({
        run: () => forEach(runIds, (runId) => runs.restore({ runId })),
        undo: () => forEach(runIds, (runId) => runs.delete({ runId })),
        done: t('toasts.runsRestored', { count: runIds.length }),
      }),
    purge: (runIds: readonly string[]) =>
      act({
        run: () => forEach(runIds, (runId) => runs.purge({ runId })),
        done: (reports) =>
          t('toasts.purged', {
            size: formatBytes(
              reports.reduce((sum, { freedBytes }) => sum + freedBytes, 0),
              locale,
            ),
          }),
      }),
    setStatus: (runIds: readonly string[], status: RunStatus) =>
      act({
        run: () => forEach(runIds, (runId) => runs.update({ runId, status, ...endOf(status) })),
        done: t('toasts.statusSet', { count: runIds.length, status: t(`status.${status}`) }),
      }),
    rename: ({ runId, name }: Run, next: string) =>
      act({
        run: () => runs.update({ runId, name: next }),
        undo: () => runs.update({ runId, name }),
        done: t('toasts.runRenamed', { name: next }),
      }),
    setTag: (runId: string, { key, value }: Tag, before: Tag | undefined) =>
      act({
        run: () => runs.setTag({ runId, key, value }),
        undo: () =>
          before === undefined ? runs.deleteTag({ runId, key }) : runs.setTag({ runId, ...before }),
        done: t('toasts.tagSet', { key }),
      }),
    deleteTag: (runId: string, tag: Tag) =>
      act({
        run: () => runs.deleteTag({ runId, key: tag.key }),
        undo: () => runs.setTag({ runId, ...tag }),
        done: t('toasts.tagDeleted', { key: tag.key }),
      }),
    logParam: (runId: string, key: string, value: string) =>
      act({ run: () => runs.logParam({ runId, key, value }), done: t('toasts.paramLogged', { key }) }),
    logMetric: (runId: string, key: string, value: MetricValue, step: number) =>
      act({
        run: () => runs.logMetric({ runId, key, value, step }),
        done: t('toasts.metricLogged', { key }),
      }),
    copyIds: (runIds: readonly string[]) =>
      act({
        run: () => navigator.clipboard.writeText(runIds.join('\n')),
        done: t('toasts.idsCopied', { count: runIds.length }),
      }),
  };
}

/** Ended states have an end; going back to running is for the engine to clear. */
function endOf(status: RunStatus): { endedAt?: number } {
  return status === 'RUNNING' || status === 'SCHEDULED' ? {} : { endedAt: Date.now() };
}

async function forEach<T>(ids: readonly string[], run: (id: string) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let start = 0; start < ids.length; start += together) {
    results.push(...(await Promise.all(ids.slice(start, start + together).map(run))));
  }
  return results;
}
