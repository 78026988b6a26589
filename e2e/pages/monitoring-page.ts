import type { Locator, Page } from '@playwright/test';

/** A model in production: trends, the checks of one batch, all batches, and the panel with rows to label. */
export class MonitoringPage {
  readonly page: Page;
  readonly head: Locator;
  readonly checks: Locator;
  readonly batches: Locator;
  readonly panel: Locator;
  readonly serving: Locator;

  constructor(page: Page) {
    this.page = page;
    this.head = page.locator('main header').first();
    this.checks = page.getByRole('table', { name: /^Checks of batch/ });
    this.batches = page.getByRole('table', { name: 'Batches' });
    this.panel = page.getByRole('complementary', { name: /^Rows of batch/ });
    this.serving = page.getByRole('region', { name: 'Serving' });
  }

  trend(name: string): Locator {
    return this.page.getByRole('region', { name }).getByRole('img');
  }

  batch(id: number): Locator {
    return this.batches.getByRole('row').filter({ has: this.chooser(id) });
  }

  chooser(id: number): Locator {
    return this.page.getByRole('link', { name: `Batch ${String(id)}`, exact: true });
  }

  /** The line of a check by the name of its signal. */
  check(signal: string): Locator {
    return this.checks.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: signal }) });
  }

  async openRows(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add labels' }).click();
    await this.panel.getByRole('list', { name: 'Rows' }).waitFor();
  }

  async label(row: number, label: string): Promise<void> {
    await this.panel.getByLabel(`Label of row ${String(row)}`, { exact: true }).selectOption(label);
  }
}
