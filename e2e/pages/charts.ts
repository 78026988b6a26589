import type { Locator, Page } from '@playwright/test';

/** Charts of metrics, wherever they stand. */
export class Charts {
  readonly page: Page;
  readonly points: Locator;
  readonly showAll: Locator;

  constructor(page: Page) {
    this.page = page;
    this.points = page.getByText(/points/);
    this.showAll = page.getByRole('button', { name: 'Show all', exact: true });
  }

  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** The picture itself, which holds the focus. */
  picture(title: string): Locator {
    return this.panel(title).getByRole('img', { name: new RegExp(`^${title}\\.`) });
  }

  async choose(title: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Menu of ${title}` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Draws a range with the pointer, in parts of the width. */
  async drag(title: string, from: number, to: number): Promise<void> {
    const box = await this.picture(title).boundingBox();
    if (box === null) throw new Error(`the chart ${title} is not in view`);
    const at = (share: number): [number, number] => [box.x + box.width * share, box.y + box.height / 2];
    await this.page.mouse.move(...at(from));
    await this.page.mouse.down();
    await this.page.mouse.move(...at(to), { steps: 4 });
    await this.page.mouse.up();
  }
}
