import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Tag } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import type { TracePage } from './queries.ts';
import { mapTraces } from './use-trace-list.ts';

/** As many as the engine deletes with one call. */
const deletedTogether = 1000;

/** What can be done to traces. Deleting has no way back: ask before. */
export function useTraceActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const { traces } = bridge.client;
  const act = useAct();

  async function deleteAll(traceIds: readonly string[]): Promise<void> {
    for (let start = 0; start < traceIds.length; start += deletedTogether)
      await traces.delete({ traceIds: traceIds.slice(start, start + deletedTogether) });
    // Lists that hold still would show them until they are read again.
    const gone = new Set(traceIds);
    queryClient.setQueriesData<InfiniteData<TracePage>>(
      { queryKey: [...keys.traces, 'list'] },
      (data) => data && mapTraces(data, (trace) => (gone.has(trace.traceId) ? null : trace)),
    );
    await queryClient.invalidateQueries({ queryKey: keys.traces });
  }
  return {
    remove: (traceIds: readonly string[]) =>
      act({ run: () => deleteAll(traceIds), done: t('traces.deleted', { count: traceIds.length }) }),
    setTag: (traceId: string, { key, value }: Tag, before: Tag | undefined) =>
      act({
        run: () => traces.setTag({ traceId, key, value }),
        undo: () =>
          before === undefined ? traces.deleteTag({ traceId, key }) : traces.setTag({ traceId, ...before }),
        done: t('toasts.tagSet', { key }),
      }),
    deleteTag: (traceId: string, tag: Tag) =>
      act({
        run: () => traces.deleteTag({ traceId, key: tag.key }),
        undo: () => traces.setTag({ traceId, ...tag }),
        done: t('toasts.tagDeleted', { key: tag.key }),
      }),
    copyIds: (traceIds: readonly string[]) =>
      act({
        run: () => navigator.clipboard.writeText(traceIds.join('\n')),
        done: t('toasts.copied'),
      }),
  };
}
