import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { RunView } from '#contract/run-views.ts';
import { useApp } from '#renderer/app-context.ts';
import type { ChangeSearch, RunsSearch } from '#renderer/search-params.ts';
import { runViewsQuery } from '../queries.ts';
import { hasViewState, plainSearch, settingsToSearch, showsSettings } from './view-search.ts';

/**
 * The saved view that the address names, or the default one where it says nothing. The address is filled with what the
 * view is set to, once; what is changed after that differs from the view until it is saved or reset. A view that
 * another window changes is followed while this one shows it as it was.
 */
export function useSavedView(experimentId: string, search: RunsSearch, onChange: ChangeSearch) {
  const { bridge } = useApp();
  const list = useQuery(runViewsQuery(bridge.client, experimentId));
  const views = list.data;
  /** What `saved` said when the address was filled last. */
  const [opened, setOpened] = useState<number | null | undefined>(null);
  const named = views?.find(({ viewId }) => viewId === search.saved);
  const asked =
    search.saved === undefined && !hasViewState(search) ? views?.find(({ isDefault }) => isDefault) : named;
  const isArriving = opened !== search.saved;
  const toOpen = isArriving && !hasViewState(search) ? asked : undefined;
  const isKnown = views !== undefined || list.isError;

  const open = useEffectEvent((): void => {
    if (!isKnown || !isArriving) return;
    setOpened(toOpen?.viewId ?? search.saved);
    if (toOpen !== undefined) onChange({ ...settingsToSearch(toOpen.settings), saved: toOpen.viewId }, true);
  });
  useEffect(() => open(), [isKnown, search.saved]);
  useFollowedView(named, search, onChange);

  return {
    views: views ?? noViews,
    current: named,
    isEdited: named !== undefined && !showsSettings(search, named.settings),
    /** Rows are not shown before it is known which. */
    isReady: hasViewState(search) || (isKnown && toOpen === undefined),
    choose: (view: RunView | null): void => {
      const hasDefault = views?.some(({ isDefault }) => isDefault) === true;
      const saved = view?.viewId ?? (hasDefault ? 0 : undefined);
      setOpened(saved);
      onChange({ ...(view === null ? plainSearch : settingsToSearch(view.settings)), saved });
    },
    /** After saving: the address shows what the view is set to already. */
    adopt: (view: RunView): void => {
      setOpened(view.viewId);
      onChange({ saved: view.viewId }, true);
    },
  };
}
export type SavedView = ReturnType<typeof useSavedView>;

const noViews: readonly RunView[] = [];

function useFollowedView(view: RunView | undefined, search: RunsSearch, onChange: ChangeSearch): void {
  const [seen, setSeen] = useState(view);
  const follow = useEffectEvent((): void => {
    setSeen(view);
    const isSame = view !== undefined && seen !== undefined && view.viewId === seen.viewId;
    if (isSame && view.updatedAt !== seen.updatedAt && showsSettings(search, seen.settings))
      onChange(settingsToSearch(view.settings), true);
  });
  useEffect(() => follow(), [view]);
}
