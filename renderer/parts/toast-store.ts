import { createStore } from '../bridge/store.ts';
import type { Store } from '../bridge/store.ts';

export type Toast = {
  readonly id: number;
  readonly tone: 'done' | 'problem';
  readonly text: string;
  readonly undo: (() => Promise<void>) | null;
};

export type Toasts = {
  readonly list: Store<readonly Toast[]>;
  readonly show: (toast: Omit<Toast, 'id'>) => void;
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
      // An equal problem told twice is one problem; the newest word of it stays.
      const others = list.get().filter((shown) => toast.undo !== null || shown.text !== toast.text);
      list.set([...others, { ...toast, id: lastId }].slice(-most));
    },
    dismiss: (id) => list.set(list.get().filter((toast) => toast.id !== id)),
  };
}
