import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Everything that axe knows of WCAG 2.2 AA, with no rule left out; what passed is not described, which takes half the time. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // A hint under the pointer belongs to no region of the page, as hints do.
  await page.mouse.move(0, 0);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(standards);
  const { violations } = await axe.setLegacyMode(true).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
  expect(found, state).toEqual([]);
}
