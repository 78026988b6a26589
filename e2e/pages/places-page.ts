import type { Locator, Page } from '@playwright/test';

/** The places of Stile itself: settings, recovery, workspaces, jobs. */
export class PlacesPage {
  readonly page: Page;
  readonly main: Locator;
  readonly tray: Locator;
  readonly trayPopover: Locator;
  readonly backups: Locator;
  readonly jobs: Locator;
  readonly recent: Locator;
  readonly folder: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.locator('main');
    this.tray = page.getByRole('banner').getByRole('button', { name: /^Jobs:/ });
    this.trayPopover = page.getByRole('dialog', { name: 'Jobs' });
    this.backups = page.getByRole('table', { name: 'Backups' });
    this.jobs = page.getByRole('table', { name: 'Long work' });
    this.folder = page.locator('main').getByRole('textbox', { name: 'Folder' });
    this.recent = page.getByRole('list', { name: 'Recent' });
  }

  button(name: string | RegExp): Locator {
    return this.main.getByRole('button', { name });
  }

  /** A setting's choice, such as `Theme` and `Dark`. */
  async choose(setting: string, choice: string): Promise<void> {
    await this.main.getByRole('radiogroup', { name: setting }).getByText(choice, { exact: true }).click();
  }
}
