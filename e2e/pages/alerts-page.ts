import type { Locator, Page } from '@playwright/test';

/** The list of alerts beside the one that is chosen. */
export class AlertsPage {
  readonly page: Page;
  readonly list: Locator;
  readonly items: Locator;
  readonly detail: Locator;
  readonly selection: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('list', { name: 'Alerts' });
    this.items = this.list.locator('button');
    this.detail = page.getByRole('region', { name: /^Alert \d+$/ });
    this.selection = page.getByRole('toolbar', { name: /selected$/ });
  }

  /** One of the lists by state. */
  async open(view: 'Open' | 'Acknowledged' | 'Snoozed' | 'Resolved' | 'All'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Which alerts' }).getByText(view).click();
  }
}
