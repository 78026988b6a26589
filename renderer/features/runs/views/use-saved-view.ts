import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
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
  const [arrival, setArrival] = useState<Arrival | null>(null);
  const named = views?.find(({ viewId }) => viewId === search.saved);
  const isKnown = views !== undefined || list.isError;
  const hasState = hasViewState(search);
  if (isKnown && (arrival === null || arrival.saved !== search.saved)) {
    const standing = search.saved === undefined ? views?.find(({ isDefault }) => isDefault) : named;
    setArrival({ saved: search.saved, toOpen: hasState ? undefined : standing });
  } else if (arrival?.toOpen !== undefined && hasState) setArrival({ saved: search.saved, toOpen: undefined });

  const toOpen = arrival?.toOpen;
  const open = useEffectEvent((view: RunView): void =>
    onChange({ ...settingsToSearch(view.settings), saved: view.viewId }, true),
  );
  useEffect(() => {
    if (toOpen !== undefined) open(toOpen);
  }, [toOpen]);
  useFollowedView(named, search, onChange);

  return {
    views: views ?? noViews,
    current: named,
    isEdited: named !== undefined && !showsSettings(search, named.settings),
    /** Rows are not shown before it is known which. */
    isReady: hasState || (arrival !== null && (toOpen === undefined || showsSettings({}, toOpen.settings))),
    choose: (view: RunView | null): void => {
      const hasDefault = views?.some(({ isDefault }) => isDefault) === true;
      const saved = view?.viewId ?? (hasDefault ? 0 : undefined);
      setArrival({ saved, toOpen: undefined });
      onChange({ ...(view === null ? plainSearch : settingsToSearch(view.settings)), saved });
    },
    /** After saving: the address shows what the view is set to already. */
    adopt: (view: RunView): void => {
      setArrival({ saved: view.viewId, toOpen: undefined });
      onChange({ saved: view.viewId }, true);
    },
  };
}
export type SavedView = ReturnType<typeof useSavedView>;

/** What `saved` said when somebody came here, and the view with which the address is to be filled. */
type Arrival = { readonly saved: number | undefined; readonly toOpen: RunView | undefined };

const noViews: readonly RunView[] = [];

function useFollowedView(view: RunView | undefined, search: RunsSearch, onChange: ChangeSearch): void {
  const seen = useRef(view);
  const follow = useEffectEvent((): void => {
    const before = seen.current;
    seen.current = view;
    const isSame = view !== undefined && before !== undefined && view.viewId === before.viewId;
    if (isSame && view.updatedAt !== before.updatedAt && showsSettings(search, before.settings))
      onChange(settingsToSearch(view.settings), true);
  });
  useEffect(() => follow(), [view]);
}
