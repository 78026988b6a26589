import type { Locator, Page } from '@playwright/test';

/** The list of datasets and the page of one. */
export class DatasetsPage {
  readonly page: Page;
  readonly sheet: Locator;
  readonly columns: Locator;
  readonly rows: Locator;
  readonly changes: Locator;
  readonly uses: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sheet = page.getByRole('complementary');
    this.columns = page.getByRole('table', { name: 'Columns' });
    this.rows = page.getByRole('grid', { name: 'First rows' });
    this.changes = page.getByRole('region', { name: 'Changes' });
    this.uses = page.getByRole('region', { name: 'Used by' });
  }

  /** The button that opens the sheet: in the head of the page, or in its empty state. */
  action(name: string): Locator {
    return this.page.locator('main').getByRole('button', { name, exact: true }).first();
  }

  column(name: string): Locator {
    return this.columns
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  version(number: number): Locator {
    return this.page
      .getByRole('navigation', { name: /^Versions of/ })
      .getByRole('link', { name: new RegExp(`^v${String(number)}\\b`) });
  }

  async chooseFile(name: string, text: string | Buffer): Promise<void> {
    const buffer = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    await this.sheet.getByLabel('Data file').setInputFiles({ name, mimeType: 'text/csv', buffer });
  }
}
