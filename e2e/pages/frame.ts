import type { Locator, Page } from '@playwright/test';

/** What stands around every page. */
export class Frame {
  readonly page: Page;
  readonly statusBar: Locator;
  readonly toasts: Locator;
  readonly palette: Locator;

  constructor(page: Page) {
    this.page = page;
    this.statusBar = page.locator('footer').last();
    this.toasts = page.locator('[role="status"][aria-live="polite"]');
    this.palette = page.locator('[data-modal-content]');
  }

  /** Runs a command by a part of its name. */
  async command(name: string): Promise<void> {
    // Keys work from the moment that the frame stands there, as they do for a person who can see it.
    await this.page.locator('button[aria-keyshortcuts$="+K"]').waitFor();
    await this.page.keyboard.press('Control+k');
    await this.palette.getByRole('textbox').fill(name);
    await this.page.keyboard.press('Enter');
  }

  async undo(): Promise<void> {
    await this.toasts.getByRole('button', { name: /Undo/ }).last().click();
  }
}
