import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ManyRunsChange } from '#contract/run-table.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useTellProblem } from '#renderer/parts/use-tell-problem.ts';
import { readIds, toFilter, toTarget } from './chosen-runs.ts';
import type { ChosenRuns } from './chosen-runs.ts';

/** What is done to many runs is one change of the engine, and is taken back as one. */
export function useBulkActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { runs } = bridge.client;
  const locale = useLocale();
  const act = useAct();
  const tellProblem = useTellProblem();
  const navigate = useNavigate();

  const change = (chosen: ChosenRuns, wanted: ManyRunsChange, back: (() => Promise<unknown>) | null) => {
    const done = {
      set_tag: 'runTable.bulk.tagged',
      delete_tag: 'runTable.bulk.untagged',
      delete: 'toasts.runsDeleted',
      restore: 'toasts.runsRestored',
    } as const;
    const key = 'key' in wanted ? wanted.key : '';
    return act({
      run: () => runs.changeMany({ ...toTarget(chosen), change: wanted }),
      // The engine's record of changes takes it back as one; this is for when it cannot be read.
      undo: back ?? (() => Promise.resolve()),
      done: ({ changed }) =>
        t(done[wanted.kind], { count: changed, formatted: formatCount(changed, locale), key }),
    });
  };
  const opposite = (chosen: ChosenRuns, kind: 'delete' | 'restore') =>
    chosen.runIds === null ? null : () => runs.changeMany({ ...toTarget(chosen), change: { kind } });
  return {
    setTag: (chosen: ChosenRuns, key: string, value: string) =>
      change(chosen, { kind: 'set_tag', key, value }, null),
    deleteTag: (chosen: ChosenRuns, key: string) => change(chosen, { kind: 'delete_tag', key }, null),
    remove: (chosen: ChosenRuns) => change(chosen, { kind: 'delete' }, opposite(chosen, 'restore')),
    restore: (chosen: ChosenRuns) => change(chosen, { kind: 'restore' }, opposite(chosen, 'delete')),
    /** Opens the comparison, which takes the ids of a search to be read first. */
    compare: async (chosen: ChosenRuns, open: (runIds: readonly string[]) => void) => {
      try {
        open(await readIds(bridge.client, chosen));
      } catch (error) {
        tellProblem(error);
      }
    },
    copyIds: (chosen: ChosenRuns) =>
      act({
        run: async () => {
          const ids = await readIds(bridge.client, chosen);
          await navigator.clipboard.writeText(ids.join('\n'));
        },
        done: t('toasts.idsCopied', { count: chosen.count }),
      }),
    /** Opens the page of the one that a metric says is the best, where it is registered with its evidence. */
    openBest: async (chosen: ChosenRuns, metric: { readonly order: string; readonly key: string }) => {
      const { experimentId, view } = chosen.search;
      await act({
        run: async () => {
          const asked = { experimentIds: [experimentId], filter: toFilter(chosen), view, maxResults: 1 };
          const { runs: found } = await runs.search({ ...asked, orderBy: [metric.order] });
          const [best] = found;
          if (best === undefined) return '';
          const params = { experimentId, runId: best.runId };
          await navigate({
            to: '/experiments/$experimentId/runs/$runId',
            params,
            search: { register: 'yes' as const },
          });
          return best.name;
        },
        done: (name) => t('runTable.bulk.bestOpened', { name, key: metric.key }),
      });
    },
  };
}
