import { createStore } from '../bridge/store.ts';
import type { Store } from '../bridge/store.ts';

/** How many files this window is sending: they end with it. */
export const uploadsRunning: Store<number> = createStore(0);

/** Counts what sends a file for as long as it does. */
export async function whileUploading<T>(send: () => Promise<T>): Promise<T> {
  uploadsRunning.set(uploadsRunning.get() + 1);
  try {
    return await send();
  } finally {
    uploadsRunning.set(uploadsRunning.get() - 1);
  }
}
