import type { Locator, Page } from '@playwright/test';

export class ModelPage {
  readonly page: Page;
  /** The details of the version that is shown. */
  readonly detail: Locator;
  readonly signature: Locator;
  readonly tryIt: Locator;
  /** How it stands with the version's Python, among its details. */
  readonly python: Locator;
  readonly pythonSheet: Locator;

  constructor(page: Page) {
    this.page = page;
    this.detail = page.getByRole('region', { name: /^About v\d+$/ });
    this.signature = this.detail.getByRole('table', { name: 'Signature' });
    this.tryIt = page.getByRole('region', { name: 'Try it' });
    this.python = this.detail.getByRole('group', { name: /^Python of / });
    this.pythonSheet = page.getByRole('complementary', { name: 'Python on this machine' });
  }

  /** What stands beside a name in the details. */
  fact(name: string): Locator {
    return this.detail
      .locator('dl > div')
      .filter({ has: this.page.locator('dt').getByText(name, { exact: true }) })
      .locator('dd');
  }

  /** The field of a column, rows counted from 1. */
  cell(row: number, column: string): Locator {
    return this.tryIt.getByLabel(`Row ${String(row)}, ${column}`, { exact: true });
  }

  async ask(): Promise<void> {
    await this.tryIt.getByRole('button', { name: /^Ask/ }).click();
  }

  async writeRows(text: string): Promise<void> {
    await this.tryIt.getByText('JSON or CSV').click();
    await this.tryIt.getByLabel('Rows', { exact: true }).fill(text);
  }
}
