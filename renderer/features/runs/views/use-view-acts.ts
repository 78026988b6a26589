import { useTranslation } from 'react-i18next';
import type { RunView } from '#contract/run-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { searchToSettings } from './view-search.ts';

/** What can be done to saved views; each can be taken back. */
export function useViewActs(experimentId: string) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { runViews } = bridge.client;
  const act = useAct();
  return {
    create: (name: string, search: RunsSearch, onMade: (view: RunView) => void) =>
      act({
        run: async () => {
          const made = await runViews.create({ experimentId, name, settings: searchToSettings(search) });
          onMade(made);
          return made;
        },
        undo: () => Promise.resolve(),
        done: (view) => t('runTable.views.saved', { name: view.name }),
      }),
    save: (view: RunView, search: RunsSearch) =>
      act({
        run: () => runViews.update({ viewId: view.viewId, settings: searchToSettings(search) }),
        undo: () => runViews.update({ viewId: view.viewId, settings: view.settings }),
        done: t('runTable.views.saved', { name: view.name }),
      }),
    rename: (view: RunView, name: string) =>
      act({
        run: () => runViews.update({ viewId: view.viewId, name }),
        undo: () => runViews.update({ viewId: view.viewId, name: view.name }),
        done: t('runTable.views.renamed', { name }),
      }),
    setDefault: (view: RunView, isDefault: boolean) =>
      act({
        run: () => runViews.update({ viewId: view.viewId, isDefault }),
        undo: () => runViews.update({ viewId: view.viewId, isDefault: !isDefault }),
        done: t(isDefault ? 'runTable.views.isDefault' : 'runTable.views.isNoDefault', { name: view.name }),
      }),
    remove: (view: RunView) =>
      act({
        run: () => runViews.delete({ viewId: view.viewId }),
        undo: () => Promise.resolve(),
        done: t('runTable.views.deleted', { name: view.name }),
      }),
  };
}
