import { getRouteApi } from '@tanstack/react-router';
import { IconColumns } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLetterCommands } from '#renderer/commands/use-letter-commands.ts';
import { useKept } from '#renderer/parts/use-kept.ts';
import { pipelineListViews } from '#renderer/search-params.ts';
import type { PipelineListView } from '#renderer/search-params.ts';

const route = getRouteApi('/pipelines');

export type ListView = {
  readonly view: PipelineListView;
  readonly setView: (view: PipelineListView) => void;
};

/** How the pipelines are shown: the address says it, or else the choice of the last visit. A key goes to the other view. */
export function useListView(): ListView {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [kept, keep] = useKept('list.view', pipelineListViews, 'list');
  const view = search.view ?? kept;
  const setView = (next: PipelineListView): void => {
    keep(next);
    void navigate({ search: (now) => ({ ...now, view: next }), replace: true });
  };
  useLetterCommands([
    {
      id: 'pipelines.view',
      label: t(view === 'list' ? 'pipelineList.views.toCalendar' : 'pipelineList.views.toList'),
      icon: IconColumns,
      letter: 'g',
      run: () => setView(view === 'list' ? 'calendar' : 'list'),
    },
  ]);
  return { view, setView };
}
