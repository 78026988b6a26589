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
  const named = views?.find(({ viewId }) => viewId === search.saved);
  const { isReady, arriveAt } = useArrival(views, list.isError, search, onChange);
  useFollowedView(named, search, onChange);

  return {
    views: views ?? noViews,
    current: named,
    isEdited: named !== undefined && !showsSettings(search, named.settings),
    isReady,
    choose: (view: RunView | null): void => {
      const hasDefault = views?.some(({ isDefault }) => isDefault) === true;
      const saved = view?.viewId ?? (hasDefault ? 0 : undefined);
      arriveAt(saved);
      onChange({ ...(view === null ? plainSearch : settingsToSearch(view.settings)), saved });
    },
    /** After saving: the address shows what the view is set to already. */
    adopt: (view: RunView): void => {
      arriveAt(view.viewId);
      onChange({ saved: view.viewId }, true);
    },
  };
}
export type SavedView = ReturnType<typeof useSavedView>;

/** What `saved` said when somebody came here, and the view with which the address is to be filled. */
type Arrival = { readonly saved: number | undefined; readonly toOpen: RunView | undefined };

const noViews: readonly RunView[] = [];

/** Fills an address that says no more than its view, once. */
function useArrival(
  views: readonly RunView[] | undefined,
  hasFailed: boolean,
  search: RunsSearch,
  onChange: ChangeSearch,
) {
  const [arrival, setArrival] = useState<Arrival | null>(null);
  const { saved } = search;
  const hasState = hasViewState(search);
  const arriveAt = (at: number | undefined, toOpen?: RunView): void => setArrival({ saved: at, toOpen });
  const isNew = arrival === null || arrival.saved !== saved;
  if (isNew && (views !== undefined || hasFailed))
    arriveAt(saved, hasState ? undefined : findAsked(views, saved));
  else if (arrival?.toOpen !== undefined && hasState) arriveAt(saved);

  const toOpen = arrival?.toOpen;
  const open = useEffectEvent((view: RunView): void =>
    onChange({ ...settingsToSearch(view.settings), saved: view.viewId }, true),
  );
  useEffect(() => {
    if (toOpen !== undefined) open(toOpen);
  }, [toOpen]);
  /** Rows are not shown before it is known which. */
  return { arriveAt, isReady: hasState || isFilled(arrival) };
}

/** A view that is set to nothing fills nothing. */
function isFilled(arrival: Arrival | null): boolean {
  if (arrival === null) return false;
  return arrival.toOpen === undefined || showsSettings({}, arrival.toOpen.settings);
}

/** The view that is named, else the default one. */
function findAsked(views: readonly RunView[] | undefined, saved: number | undefined): RunView | undefined {
  return views?.find(({ viewId, isDefault }) => (saved === undefined ? isDefault : viewId === saved));
}

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
