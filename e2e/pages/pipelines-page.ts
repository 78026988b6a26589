import type { Locator, Page } from '@playwright/test';

export class PipelinesPage {
  readonly page: Page;
  /** Of the task that is chosen. */
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('region', { name: /^Log of / });
  }

  /** The line of a pipeline in the list. */
  line(name: string): Locator {
    const link = this.page.getByRole('link', { name, exact: true });
    return this.page
      .getByRole('table', { name: 'Pipelines', exact: true })
      .getByRole('row')
      .filter({ has: link });
  }

  /** The last runs of a pipeline, the newest last. */
  squares(name: string): Locator {
    return this.page.getByRole('toolbar', { name: `Last runs of ${name}` }).getByRole('link');
  }

  /** The switch for what starts a pipeline by itself. */
  schedule(name: string): Locator {
    return this.page.getByRole('switch', { name: `Schedule of ${name}` });
  }

  async choose(name: string, item: string): Promise<void> {
    await this.line(name)
      .getByRole('button', { name: `More for ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** How it stands with the Python of a pipeline's tasks. */
  python(name: string): Locator {
    return this.page.getByRole('group', { name: `Python of the tasks of ${name}` });
  }

  /** A task in the graph of a run, with its state. */
  node(run: string, task: string): Locator {
    return this.page.getByRole('application', { name: `Tasks of ${run}` }).locator(`[data-id="${task}"]`);
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
