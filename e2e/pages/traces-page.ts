import type { Locator, Page } from '@playwright/test';

export class TracesPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly filter: Locator;
  readonly selectionBar: Locator;
  readonly arrived: Locator;
  /** The spans of one trace. */
  readonly tree: Locator;
  readonly details: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid');
    this.filter = page.getByLabel('Filter traces');
    this.selectionBar = page.getByRole('toolbar');
    this.arrived = page.getByRole('button', { name: 'New traces' });
    this.tree = page.getByRole('treegrid');
    this.details = page.getByRole('region', { name: 'Details' });
  }

  /** The rows of traces with this name. */
  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).first().getByRole('gridcell').nth(2).click();
  }

  spanRow(name: string): Locator {
    return this.tree.getByRole('row').filter({ hasText: name });
  }

  get chosenSpan(): Locator {
    return this.tree.locator('[role="row"][aria-selected="true"]');
  }

  section(title: string): Locator {
    return this.details
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }
}
