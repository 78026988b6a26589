import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose verdict hangs on colours: all that another theme can change. */
const colourRules = ['color-contrast', 'link-in-text-block'];

type Scheme = 'light' | 'dark';

/**
 * Everything that axe knows of WCAG 2.2 AA, with no rule left out, and the colours of the other theme too; what passed
 * is not described, which takes half the time.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // A hint under the pointer belongs to no region of the page, as hints do.
  await page.mouse.move(0, 0);
  const scheme = await readScheme(page);
  const found = await violations(page, (axe) => axe.withTags(standards));
  const other = scheme === 'light' ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme: other });
  const isThere = await takes(page, other);
  const isSet = await page.evaluate(() =>
    ['light', 'dark'].includes(localStorage.getItem('stile.theme') ?? ''),
  );
  expect(isThere || isSet, `${state}: the window follows the system’s theme unless one is set`).toBe(true);
  if (isThere) {
    const colours = await violations(page, (axe) => axe.withRules(colourRules));
    found.push(...colours.map((one) => `${other}: ${one}`));
  }
  await page.emulateMedia({ colorScheme: scheme });
  await takes(page, scheme);
  expect(found, state).toEqual([]);
}

async function violations(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = choose(new AxeBuilder({ page }).options({ resultTypes: ['violations'] }));
  const result = await axe.setLegacyMode(true).analyze();
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}

function readScheme(page: Page): Promise<Scheme> {
  return page.evaluate(() =>
    document.documentElement.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light',
  );
}

/** Whether the page shows that theme, with all its colours in place. */
async function takes(page: Page, scheme: Scheme): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const isThere = (): boolean => document.documentElement.dataset.mantineColorScheme === wanted;
    for (let frame = 0; frame < 30 && !isThere(); frame++) await new Promise(requestAnimationFrame);
    // Colours that fade are those of neither theme on the way.
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
    return isThere();
  }, scheme);
}
