import type { Locator, Page } from '@playwright/test';

/** Who changed what, with the way back of each change. */
export class ActivityPage {
  readonly page: Page;
  readonly rows: Locator;
  readonly filter: Locator;
  readonly detail: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page
      .getByRole('treegrid', { name: 'Changes' })
      .getByRole('row')
      .filter({
        has: page.getByRole('gridcell'),
      });
    this.filter = page.getByLabel('Search the activity');
    this.detail = page.getByRole('complementary', { name: /^Change \d+/ });
  }

  /** The row of a change, by what was done and to what. */
  row(deed: string, object: string): Locator {
    return this.rows.filter({ hasText: deed }).filter({ hasText: object });
  }

  undoOf(row: Locator, label: 'Undo' | 'Redo' = 'Undo'): Locator {
    return row.getByRole('button', { name: new RegExp(`^${label}: `) });
  }

  choose(what: 'Kind' | 'By', value: string): Promise<unknown> {
    return this.page.getByLabel(what, { exact: true }).selectOption({ label: value });
  }
}
