import type { Locator, Page } from '@playwright/test';

/** The list of models, the tabs of one, and the page of a version. */
export class RegistryPages {
  readonly page: Page;
  readonly models: Locator;
  readonly sheet: Locator;

  constructor(page: Page) {
    this.page = page;
    this.models = page.getByRole('table', { name: 'Models' });
    this.sheet = page.getByRole('complementary', { name: /^(Roll back|Promote) / });
  }

  row(name: string): Locator {
    return this.models.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  act(name: string | RegExp): Locator {
    return this.page.locator('main').getByRole('button', { name });
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }
}
