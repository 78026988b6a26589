import type { Locator, Page } from '@playwright/test';

export class ExperimentsPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Experiments' });
    this.panel = page.getByRole('complementary');
  }

  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** Shows the details of an experiment, by a click beside its name. */
  async inspect(name: string): Promise<void> {
    await this.row(name).getByRole('gridcell').nth(1).click();
  }

  async create(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New experiment' }).first().click();
    await this.panel.getByLabel('Name').fill(name);
    await this.panel.getByRole('button', { name: 'Create' }).click();
  }

  async view(name: 'Active' | 'Deleted'): Promise<void> {
    await this.page.getByText(name, { exact: true }).first().click();
  }
}
