import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The editor of a pipeline. */
export class EditorPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get canvas(): Locator {
    return this.#page.getByRole('application', { name: /^Tasks of/ });
  }

  get text(): Locator {
    return this.#page.getByRole('textbox', { name: /^YAML of/ });
  }

  get problems(): Locator {
    return this.#page.getByRole('region', { name: 'Problems' });
  }

  /** The form of what is selected. */
  get form(): Locator {
    return this.#page.getByRole('complementary', { name: 'Settings of what is selected' });
  }

  /** A task on the canvas. */
  task(id: string): Locator {
    return this.#page.locator(`[data-id="${id}"]`);
  }

  /** A field by its label; required ones have a star behind it. */
  field(label: string): Locator {
    const named = new RegExp(`^${label}( \\*)?$`);
    const { form } = this;
    return form.getByRole('combobox', { name: named }).or(form.getByRole('textbox', { name: named }));
  }

  /** Takes a template from the list beside a field, by a click. */
  async insert(field: string, template: string): Promise<void> {
    await this.form.getByRole('button', { name: `Insert into ${field}`, exact: true }).click();
    await this.#page.getByRole('menuitem', { name: template, exact: true }).click();
  }

  /** Takes one of the names that a field offers, by a click. */
  async choose(field: string, name: string): Promise<void> {
    await this.field(field).click();
    await this.#page.getByRole('option', { name, exact: true }).click();
  }

  /** Waits until what was edited is in the file. */
  async expectSaved(): Promise<void> {
    await expect(this.#page.getByText('Saved', { exact: true })).toBeVisible();
  }

  /** Walks with the tab key until something has the keyboard. */
  async tabTo(target: Locator): Promise<void> {
    const hasFocus = () =>
      target.evaluate((element) => element === document.activeElement).catch(() => false);
    for (let presses = 0; !(await hasFocus()); presses += 1) {
      if (presses === 200) throw new Error(`The tab key does not come to ${String(target)}.`);
      await this.#page.keyboard.press('Tab');
    }
  }

  /** Walks to a field of the form, and writes into it. */
  async write(field: string, text: string): Promise<void> {
    await this.tabTo(this.field(field));
    await this.#page.keyboard.press('ControlOrMeta+a');
    await this.#page.keyboard.insertText(text);
    await this.#page.keyboard.press('Enter');
  }

  /** Answers the question that a key has opened. */
  async answer(words: string): Promise<void> {
    await expect(this.#page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await this.#page.keyboard.type(words);
    await this.#page.keyboard.press('Enter');
  }

  /** Draws an edge from one task to another with the mouse. */
  async drag(from: Locator, to: Locator): Promise<void> {
    const start = await middleOf(from);
    const end = await middleOf(to);
    await this.#page.mouse.move(start.x, start.y);
    await this.#page.mouse.down();
    await this.#page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await this.#page.mouse.move(end.x, end.y, { steps: 4 });
    await this.#page.mouse.up();
  }

  /** Draws an edge from a task to where nothing is. */
  async dragOut(id: string, by: { readonly x: number; readonly y: number }): Promise<void> {
    const start = await middleOf(this.out(id));
    await this.#page.mouse.move(start.x, start.y);
    await this.#page.mouse.down();
    await this.#page.mouse.move(start.x + by.x, start.y + by.y, { steps: 6 });
    await this.#page.mouse.up();
  }

  /** Where edges leave a task. */
  out(id: string): Locator {
    return this.task(id).locator('.source');
  }
}

async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
