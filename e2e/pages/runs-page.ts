import type { Locator, Page } from '@playwright/test';

export class RunsPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly panel: Locator;
  readonly filter: Locator;
  readonly selectionBar: Locator;
  readonly arrived: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('treegrid');
    this.panel = page.getByRole('complementary');
    this.filter = page.getByLabel('Filter runs');
    this.selectionBar = page.getByRole('toolbar');
    this.arrived = page.getByRole('button', { name: /new runs?/ });
  }

  row(name: string): Locator {
    return this.grid
      .getByRole('row')
      .filter({ has: this.page.getByLabel(`Select ${name}`, { exact: true }) });
  }

  async select(...names: string[]): Promise<void> {
    for (const name of names) await this.page.getByLabel(`Select ${name}`, { exact: true }).click();
  }

  async inspect(name: string): Promise<void> {
    await this.row(name).getByRole('gridcell').nth(2).click();
  }

  section(title: string): Locator {
    return this.panel
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  /** The names in view, in their order. */
  async names(): Promise<string[]> {
    const boxes = this.grid.getByRole('gridcell').getByRole('checkbox');
    const labels = await boxes.evaluateAll((all) => all.map((box) => box.ariaLabel ?? ''));
    return labels.flatMap((label) => (label.startsWith('Select ') ? [label.slice('Select '.length)] : []));
  }
}
