import type { Locator, Page } from '@playwright/test';

/** Runs side by side. */
export class ComparePage {
  readonly page: Page;
  readonly chosen: Locator;
  readonly files: Locator;
  readonly chips: Locator;

  constructor(page: Page) {
    this.page = page;
    this.chosen = page.getByRole('region', { name: 'Runs chosen' });
    this.chips = page.getByRole('toolbar', { name: 'Runs compared' });
    this.files = page.getByRole('listbox', { name: 'Files' });
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** A button of a run among those that are compared. */
  chip(name: string): Locator {
    return this.chips.getByRole('button', { name, exact: true });
  }

  /** The names in the table under a picture, in its order. */
  names(): Promise<string[]> {
    return this.chosen.getByRole('rowheader').allTextContents();
  }

  axis(key: string): Locator {
    return this.page.getByRole('group', { name: key, exact: true });
  }

  /** The edge of a brush. */
  edge(key: string, end: 'from' | 'to'): Locator {
    return this.page.getByRole('slider', { name: `${key} ${end}`, exact: true });
  }

  /** Draws a brush on an axis, in shares of its height from the bottom. */
  async brush(key: string, from: number, to: number): Promise<void> {
    const head = this.axis(key).getByRole('button');
    const picture = this.page.getByRole('img', { name: /over \d axes/ });
    const [box, area] = [await head.boundingBox(), await picture.boundingBox()];
    if (box === null || area === null) throw new Error(`There is no axis ${key}`);
    const x = box.x + box.width / 2;
    // The lane lies between 44 px below the top and 12 px above the foot of the picture.
    const y = (share: number): number => area.y + area.height - 12 - share * (area.height - 56);
    await this.page.mouse.move(x, y(from));
    await this.page.mouse.down();
    await this.page.mouse.move(x, y((from + to) / 2));
    await this.page.mouse.move(x, y(to));
    await this.page.mouse.up();
  }
}
