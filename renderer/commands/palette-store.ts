import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, paletteActions] = createSpotlight();

export function openPalette(): void {
  paletteActions.open();
}
