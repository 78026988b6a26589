import type { Locator, Page } from '@playwright/test';

/** The first page: what is true, what comes next, and everything that is going on. */
export class HomePage {
  readonly page: Page;
  /** The statement with its evidence. */
  readonly statement: Locator;
  readonly climb: Locator;
  readonly alerts: Locator;
  readonly pipelines: Locator;
  readonly runs: Locator;
  readonly tryIt: Locator;
  readonly sheet: Locator;

  constructor(page: Page) {
    this.page = page;
    this.statement = page.locator('main').getByRole('status').first();
    this.climb = page.getByRole('img', { name: /^The way to production/ });
    this.alerts = page.getByRole('region', { name: 'Open alerts' });
    this.pipelines = page.getByRole('region', { name: 'Pipelines' });
    this.runs = page.getByRole('region', { name: 'Recent runs' });
    this.tryIt = page.getByRole('region', { name: 'Try it' });
    this.sheet = page.getByRole('complementary');
  }

  /** A step of the story, wherever it stands: filled beside the statement, or in the page's head. */
  step(name: string | RegExp): Locator {
    return this.page.locator('main').getByRole('button', { name, exact: true }).first();
  }

  async ask(text: string): Promise<void> {
    await this.tryIt.getByLabel('Text', { exact: true }).fill(text);
    await this.page.keyboard.press('Control+Enter');
  }

  /** Answers the question "why" of the sheet that is open. */
  async giveReason(deed: string, reason: string): Promise<void> {
    await this.sheet.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await this.sheet.getByRole('button', { name: deed }).click();
    await this.sheet.waitFor({ state: 'detached' });
  }
}
