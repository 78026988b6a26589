import type { Locator, Page } from '@playwright/test';

/** What stands around every page. */
export class Frame {
  readonly page: Page;
  readonly statusBar: Locator;
  readonly toasts: Locator;
  readonly palette: Locator;
  readonly sidebar: Locator;
  readonly breadcrumb: Locator;
  /** The button that looks like a field and opens the palette. */
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.statusBar = page.locator('footer').last();
    this.toasts = page.locator('[role="status"][aria-live="polite"]');
    this.sidebar = page.getByRole('navigation', { name: /^(Main|Huvudmeny)$/ });
    this.breadcrumb = page.getByRole('navigation', { name: /Where you are|Var du är/ });
    this.search = page.locator('button[aria-keyshortcuts$="+K"]');
    this.palette = page.locator('dialog[open]');
  }

  /** Keys work from the moment that the frame stands there, as they do for a person who can see it. */
  async ready(): Promise<void> {
    await this.search.waitFor();
  }

  /** Opens the palette and types. */
  async find(text: string): Promise<void> {
    await this.ready();
    await this.page.keyboard.press('Control+k');
    await this.palette.getByRole('combobox').fill(text);
  }

  /** A line of the palette. */
  option(name: string): Locator {
    return this.palette.getByRole('option').filter({ hasText: name }).first();
  }

  /** Runs a command by a part of its name. */
  async command(name: string): Promise<void> {
    await this.find(name);
    await this.page.keyboard.press('Enter');
  }

  /** The ids of the palette's commands, without what was found and what is a button of the page anyway. */
  async listCommands(): Promise<string[]> {
    await this.page.keyboard.press('ControlOrMeta+k');
    const groups = this.palette.locator('[role=group]');
    await groups.last().waitFor();
    const ids = await groups
      .filter({ hasNotText: /^(Changed last|Senast ändrat)/ })
      .getByRole('option')
      .evaluateAll((options) => options.map(({ id }) => id.slice(id.indexOf('-') + 1)));
    await this.page.keyboard.press('Escape');
    return ids.filter((id) => !id.startsWith('visible.'));
  }

  async undo(): Promise<void> {
    await this.toasts.getByRole('button', { name: /Undo/ }).last().click();
  }
}
