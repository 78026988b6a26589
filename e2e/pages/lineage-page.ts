import type { Locator, Page } from '@playwright/test';

/** The explorer: a search, the graph or the table, and the details of what is chosen. */
export class LineagePage {
  readonly page: Page;
  readonly graph: Locator;
  readonly table: Locator;
  readonly inspector: Locator;
  readonly copyLinks: Locator;

  constructor(page: Page) {
    this.page = page;
    this.graph = page.getByRole('group', { name: /^Lineage, / });
    this.table = page.getByRole('grid', { name: /^Lineage, / });
    this.copyLinks = page.getByRole('button', { name: /^Copy the (link|address of this page)/ });
    this.inspector = page.getByRole('complementary');
  }

  /** A box of the graph by its address, which is what a pointer over it tells. */
  box(uri: string | RegExp): Locator {
    return this.graph.getByTitle(uri);
  }

  /** Chooses the first thing that the words find. */
  async find(words: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: /^Find a dataset/ });
    await field.fill(words);
    await this.page.getByRole('listbox').getByRole('option').first().click();
  }
}
