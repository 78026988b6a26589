import { createStore } from '../bridge/store.ts';
import type { Store } from '../bridge/store.ts';

export type Toast = {
  readonly id: number;
  readonly tone: 'done' | 'problem';
  readonly text: string;
  /** What it is about, where other things may be called the same: only what is about the same is told as one. */
  readonly about?: string;
  /** How often the same happened while it was shown. */
  readonly count: number;
  readonly undo: (() => Promise<void>) | null;
};

export type Toasts = {
  readonly list: Store<readonly Toast[]>;
  readonly show: (toast: Omit<Toast, 'id' | 'count'>) => void;
  readonly dismiss: (id: number) => void;
};

const most = 3;

export function createToasts(): Toasts {
  const list = createStore<readonly Toast[]>([]);
  let lastId = 0;
  return {
    list,
    show: (toast) => {
      lastId += 1;
      const same = list.get().find((shown) => isSame(shown, toast));
      const others = list.get().filter((shown) => shown !== same);
      const count = (same?.count ?? 0) + 1;
      list.set([...others, { ...toast, id: lastId, count, undo: joinUndo(toast.undo, same) }].slice(-most));
    },
    dismiss: (id) => list.set(list.get().filter((toast) => toast.id !== id)),
  };
}

function isSame(a: Omit<Toast, 'id' | 'count'>, b: Omit<Toast, 'id' | 'count'>): boolean {
  return a.tone === b.tone && a.text === b.text && a.about === b.about;
}

/** The way back of things that were told as one goes back over all of them, the newest first. */
function joinUndo(undo: Toast['undo'], before: Toast | undefined): Toast['undo'] {
  const earlier = before?.undo ?? null;
  if (undo === null || earlier === null) return undo;
  return async () => {
    await undo();
    await earlier();
  };
}
