import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { FlowTask } from './flow-types.ts';
import { createLayoutWorker } from './layout/ask-worker.ts';
import { widthOfCard } from './layout/flow-places.ts';
import type { LaidTask, Places } from './layout/flow-places.ts';
import { keepPlaces, readKeptPlaces } from './layout/kept-places.ts';
import { PlacesKeeper } from './layout/places-keeper.ts';

/** Places are kept when nothing has changed for so long, in ms. */
const keepAfterMs = 600;

export type PlacesOfGraph = {
  /** null: they are being found. */
  readonly places: Places | null;
  /** Places as if nobody had moved anything; `isNew`: they are others than those of now. */
  readonly fresh: () => Promise<{ places: Places; isNew: boolean }>;
};

/**
 * Where the tasks of a graph stand. Both lists have to be the same objects while they say the same: only then nothing is
 * looked up again.
 * @param name what the graph is called, for opening it as it was left
 * @param fixed of tasks that a person has moved
 */
export function usePlaces(
  name: string,
  tasks: readonly Pick<FlowTask, 'id' | 'title' | 'needs' | 'group'>[],
  fixed: Places,
): PlacesOfGraph {
  const [{ keeper, start, stop }] = useState(() => createKeeper(name));
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  const version = useSyncExternalStore(keeper.changed.subscribe, keeper.changed.get);
  const laid = useMemo(() => tasks.map(toLaid), [tasks]);
  const places = useMemo(
    () => (version < 0 ? null : keeper.placesOf(laid, fixed)),
    [keeper, laid, fixed, version],
  );
  return useMemo(() => ({ places, fresh: () => keeper.freshPlaces(laid) }), [places, keeper, laid]);
}

function toLaid({ id, title, needs, group }: Pick<FlowTask, 'id' | 'title' | 'needs' | 'group'>): LaidTask {
  return { id, needs, width: widthOfCard(title), group };
}

function createKeeper(name: string) {
  const worker = createLayoutWorker();
  let waiting: { timer: number; write: () => void } | null = null;
  const flush = (): void => {
    if (waiting === null) return;
    window.clearTimeout(waiting.timer);
    waiting.write();
    waiting = null;
  };
  const keep = (key: string, places: Places): void => {
    if (waiting !== null) window.clearTimeout(waiting.timer);
    const write = (): void => keepPlaces(name, key, places);
    waiting = { write, timer: window.setTimeout(flush, keepAfterMs) };
  };
  const keeper = new PlacesKeeper(worker.layOut, { read: (key) => readKeptPlaces(name, key), keep });
  return {
    keeper,
    start: worker.start,
    stop: () => {
      flush();
      worker.stop();
    },
  };
}
