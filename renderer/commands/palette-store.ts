import { createStore } from '../bridge/store.ts';

/** Whether the palette is open. */
export const paletteStore = createStore(false);

export function openPalette(): void {
  paletteStore.set(true);
}

export function closePalette(): void {
  paletteStore.set(false);
}
