import { createStore } from '#renderer/bridge/store.ts';
import type { Store } from '#renderer/bridge/store.ts';
import { gapX } from './flow-places.ts';
import type { LaidTask, Place, Places } from './flow-places.ts';
import { hashText } from './hash-text.ts';
import { layOutAround } from './lay-out-around.ts';

/** Gives places to tasks that had none before: in a worker, since that takes its time. */
export type FreshLayout = (order: {
  readonly key: string;
  readonly tasks: readonly LaidTask[];
  readonly fixed: Places;
}) => Promise<Places>;

export type KeptPlaces = {
  readonly read: (key: string) => Places | null;
  readonly keep: (key: string, places: Places) => void;
};

/** Steps of work that can be undone to exactly the places they had. */
const mostRemembered = 100;

/**
 * Knows where the tasks of one graph stand. A graph that grew out of the one before keeps what it can and is answered
 * at once; a new one is laid out in the worker, and `changed` tells when it is done.
 */
export class PlacesKeeper {
  /** Counts up when places have come that were not there. */
  readonly changed: Store<number> = createStore(0);
  readonly #byKey = new Map<string, Places>();
  readonly #asked = new Set<string>();
  readonly #layOut: FreshLayout;
  readonly #kept: KeptPlaces;
  #last: Places | null = null;
  #failure: Error | null = null;

  constructor(layOut: FreshLayout, kept: KeptPlaces) {
    this.#layOut = layOut;
    this.#kept = kept;
  }

  /**
   * @returns null while the worker is at it
   * @throws what the worker failed with
   */
  placesOf(tasks: readonly LaidTask[], fixed: Places): Places | null {
    if (this.#failure !== null) throw this.#failure;
    const key = keyOf(tasks, fixed);
    const known = this.#byKey.get(key) ?? this.#kept.read(key);
    if (known !== null && known !== undefined) return this.#remember(key, known);
    const last = this.#last ?? new Map<string, Place>();
    // The first task of all is no work for the worker.
    if (tasks.length === 1 || tasks.some(({ id }) => last.has(id)))
      return this.#remember(key, layOutAround(tasks, { fixed, wanted: last, followsFixed: false }));
    if (tasks.length === 0) return new Map();
    this.#ask(key, tasks, fixed);
    return null;
  }

  /** Places as if nobody had moved anything and nothing had grown: what tidying up gives. */
  async freshPlaces(tasks: readonly LaidTask[]): Promise<{ places: Places; isNew: boolean }> {
    const key = keyOf(tasks, new Map());
    const places = await this.#layOut({ key: `fresh ${key}`, tasks, fixed: new Map() });
    const before = this.#byKey.get(key);
    return { places, isNew: before !== undefined && !areSame(before, places) };
  }

  #ask(key: string, tasks: readonly LaidTask[], fixed: Places): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const answered = (): void => this.changed.set(this.changed.get() + 1);
    this.#layOut({ key, tasks, fixed }).then(
      (places) => {
        // While the worker was at it, the graph may have grown out of another one.
        if (!this.#byKey.has(key)) this.#remember(key, places);
        answered();
      },
      (error: unknown) => {
        this.#failure = error instanceof Error ? error : new Error(String(error));
        answered();
      },
    );
  }

  #remember(key: string, places: Places): Places {
    this.#last = places;
    if (this.#byKey.get(key) === places) return places;
    this.#byKey.set(key, places);
    this.#kept.keep(key, places);
    const oldest = this.#byKey.keys().next().value;
    if (this.#byKey.size > mostRemembered && oldest !== undefined) this.#byKey.delete(oldest);
    return places;
  }
}

/** All that a layout depends on. The gap stands for the version of the layout: kept places of another one are none. */
function keyOf(tasks: readonly LaidTask[], fixed: Places): string {
  const parts = tasks.map(({ id, needs, width, group }) => [id, needs, width, group]);
  return hashText(JSON.stringify([gapX, parts, [...fixed].map(([id, { x, y }]) => [id, x, y])]));
}

function areSame(a: Places, b: Places): boolean {
  return [...a].every(([id, { x, y }]) => b.get(id)?.x === x && b.get(id)?.y === y);
}
