import type { Locator, Page } from '@playwright/test';

export class PipelinesPage {
  readonly page: Page;
  /** Of the task that is chosen. */
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('region', { name: /^Log of / });
  }

  card(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** How it stands with the Python of a pipeline's tasks. */
  python(name: string): Locator {
    return this.page.getByRole('group', { name: `Python of the tasks of ${name}` });
  }

  /** A task in the graph of a run, with its state. */
  node(run: string, task: string): Locator {
    return this.page.getByRole('group', { name: `Tasks of ${run}` }).getByRole('button', { name: task });
  }

  /** What is said of a task of a run, and can be done with it. */
  detail(task: string): Locator {
    return this.page.getByRole('region', { name: `Task ${task}` });
  }

  /** An instance of a mapped task, by its label. */
  instance(task: string, label: string): Locator {
    return this.detail(task).getByRole('button', { name: new RegExp(`^${label}\\b`) });
  }
}
