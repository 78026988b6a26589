import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { RegistryPages } from './pages/registry-pages.ts';
import { seededModel, seedModels } from './support/seed-models.ts';

test('a roll back from the list says where it leads, and undo brings the champion back', async ({
  engine,
  openWindow,
}) => {
  await seedModels(engine.client);
  const page = await openWindow('/models');
  const registry = new RegistryPages(page);
  const frame = new Frame(page);
  await expect(registry.row(seededModel)).toContainText('heldout/accuracy');
  const link = registry.row(seededModel).getByRole('link', { name: seededModel });
  await link.focus();
  await page.keyboard.press('r');
  await expect(registry.sheet.getByLabel('Reason')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();
  await page.keyboard.press('r');
  await expect(registry.sheet).toContainText('v2→v1');
  await expect(registry.sheet).toContainText('answers with v1 from the next request on');
  await registry.sheet.getByRole('button', { name: 'Slower than agreed' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(frame.toasts).toContainText('Rolled back to v1');
  expect((await engine.client.registry.get({ name: seededModel })).champion?.version.version).toBe(1);
  await frame.undo();
  await expect(registry.row(seededModel)).toContainText('v2');
  await registry.act(`Archive ${seededModel}`).click();
  await expect(page.getByText('No models yet')).toBeVisible();
  await frame.undo();
  await expect(registry.row(seededModel)).toBeVisible();
});

test('the timeline tells who held which alias, and versions are compared by the direction of each metric', async ({
  engine,
  openWindow,
}) => {
  await seedModels(engine.client);
  const page = await openWindow(`/models/${seededModel}?tab=timeline`);
  const registry = new RegistryPages(page);
  const lane = page.getByRole('list', { name: '@challenger' });
  await lane.getByRole('button', { name: /^v3 since .*To be watched$/ }).press('Enter');
  await expect(page.getByRole('region', { name: 'v3' })).toContainText('@challenger');
  await page.getByText('Table', { exact: true }).click();
  const holders = page.getByRole('table', { name: 'Holders of aliases' });
  await expect(holders.getByRole('row')).toHaveCount(4);
  await expect(holders.getByRole('row', { name: /The first/ })).toContainText('@champion');
  await registry.openTab('Compare');
  const metrics = page.getByRole('table', { name: 'Metrics' });
  await expect(metrics.getByRole('row', { name: /accuracy/ }).getByTitle('better')).toHaveText('+5.0 pp');
  await expect(metrics.getByRole('row', { name: /log_loss/ }).getByTitle('better')).toHaveText('−0.1');

  // With the newest as champion there is no candidate to name: the two that say most are held beside each other.
  await engine.client.registry.promote({ name: seededModel, version: 3, reason: 'Good after a week' });
  await registry.openTab('Versions');
  await expect(registry.act('Promote v3')).toHaveCount(0);
  await registry.act('Compare').click();
  await expect(metrics.getByRole('columnheader', { name: /^v\d/ })).toHaveText([/^v3/, /^v2/]);
});

test('a promotion waits for what the gates say', async ({ engine, openWindow }) => {
  await seedModels(engine.client);
  const page = await openWindow('/models');
  const asked = Promise.withResolvers<undefined>();
  await page.route(/promotion\/gates/, async (route) => {
    await asked.promise;
    await route.continue();
  });
  const address = `/models/${seededModel}?sheet=promote&about=${seededModel}&version=3`;
  await page.goto(new URL(address, page.url()).href);
  const registry = new RegistryPages(page);
  await registry.sheet.getByLabel('Reason').fill('Five points better');
  const deed = registry.sheet.getByRole('button', { name: /^Promote v3/ });
  await expect(deed).toBeDisabled();
  asked.resolve(undefined);
  await expect(registry.sheet.getByRole('heading', { name: 'Gates' })).toBeVisible();
  await expect(deed).toBeEnabled();
  await expect(deed).toBeInViewport();
});

test('the page of a version shows its files, and its card is written and handed on', async ({
  engine,
  openWindow,
}) => {
  await seedModels(engine.client);
  const page = await openWindow(`/models/${seededModel}/versions/3`);
  const registry = new RegistryPages(page);
  await expect(page.getByRole('table', { name: 'Metrics' })).toContainText('0.812 – 0.882');
  await registry.openTab('Files');
  await expect(page.getByRole('textbox', { name: 'MLmodel' })).toContainText('stile_text');
  await registry.openTab('Card');
  await page.getByLabel('Intended use').fill('For *letters*, never for people');
  await page.getByLabel('Owner').focus();
  const card = page.getByRole('region', { name: 'Card of v3' });
  await expect(card.locator('em', { hasText: 'letters' })).toBeVisible();
  const download = page.waitForEvent('download');
  await registry.act('Web page').click();
  expect((await download).suggestedFilename()).toBe(`${seededModel}-v3-card.html`);
});

test('a version that a gate holds back is promoted all the same, and the gates stay with the promotion', async ({
  engine,
  openWindow,
}) => {
  await seedModels(engine.client);
  const page = await openWindow(`/models/${seededModel}`);
  const registry = new RegistryPages(page);
  await registry.act('Promote v3').first().click();
  const gates = registry.sheet.getByRole('region', { name: 'Gates' }).getByRole('listitem');
  await expect(gates).toHaveCount(5);
  await expect(gates.filter({ hasText: 'Beats champion' })).toContainText('not on which rows');
  await expect(gates.filter({ hasText: 'Smoke prediction' })).toContainText('failed');
  await registry.sheet.getByLabel('Reason').fill('To be tried on letters');
  await registry.sheet.getByRole('button', { name: 'Promote v3 anyway' }).click();
  await expect(new Frame(page).toasts).toContainText('v3');
  const { events } = await engine.client.promotion.timeline({ name: seededModel });
  expect(JSON.stringify(events)).toContain('To be tried on letters');
  await registry.openTab('Timeline');
  const promotion = page.getByRole('listitem').filter({ hasText: 'To be tried on letters' });
  await expect(promotion).toContainText('passed 3 of 5 gates');
  await page.goto(new URL(`/models/${seededModel}/versions/3`, page.url()).href);
  await expect(page.locator('main')).toContainText('@champion');
  await expect(registry.act('Roll back to v2')).toBeVisible();
});
