import type { Locator, Page } from '@playwright/test';

/** The page of one run. */
export class RunPage {
  readonly page: Page;
  readonly title: Locator;
  readonly tabs: Locator;
  readonly files: Locator;

  constructor(page: Page) {
    this.page = page;
    this.title = page.getByRole('heading', { level: 1 });
    this.tabs = page.getByRole('tablist', { name: 'Parts of the run' });
    this.files = page.getByRole('region', { name: 'Files of the run' });
  }

  async openTab(name: string): Promise<void> {
    await this.tabs.getByRole('tab', { name }).click();
  }

  section(title: string): Locator {
    return this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  async show(file: string): Promise<void> {
    await this.files.getByRole('button', { name: file, exact: true }).click();
  }
}
