import { expect, test } from './fixtures.ts';
import { AlertsPage } from './pages/alerts-page.ts';
import { Frame } from './pages/frame.ts';
import { expectAccessible } from './support/axe.ts';
import { seedDrift } from './support/seed-production.ts';

test('alerts are dealt with by keyboard, put off, talked about, taken back', async ({
  engine,
  openWindow,
}) => {
  test.slow();
  await seedDrift(engine.client);
  const page = await openWindow('/alerts');
  const alerts = new AlertsPage(page);
  const frame = new Frame(page);
  await expect(alerts.items.first()).toBeVisible();
  const count = await alerts.items.count();
  expect(count).toBeGreaterThan(2);
  await alerts.items.first().focus();
  await page.keyboard.press('j');
  await expect(alerts.items.nth(1)).toBeFocused();
  await expect(page).toHaveURL(/alert=\d+/);

  await page.keyboard.press('c');
  await expect(alerts.detail.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('The shop is new');
  await page.keyboard.press('Control+Enter');
  await expect(alerts.detail.getByRole('listitem').filter({ hasText: 'The shop is new' })).toBeVisible();
  await alerts.detail.getByRole('button', { name: 'Change the assignee' }).click();
  await page.keyboard.type('Kim');
  await page.keyboard.press('Enter');
  await expect(alerts.items.nth(1)).toContainText('Kim');

  await alerts.items.nth(1).focus();
  await page.keyboard.press('a');
  await expect(alerts.items).toHaveCount(count - 1);
  await frame.undo();
  await expect(alerts.items).toHaveCount(count);

  // A form that is left, and one that is sent, give the focus back to the list: the keys go on.
  await alerts.items.first().focus();
  await page.keyboard.press('r');
  await expect(alerts.detail.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(alerts.items.first()).toBeFocused();
  await page.keyboard.press('r');
  await page.keyboard.type('The shop is known');
  await page.keyboard.press('Enter');
  await expect(alerts.items).toHaveCount(count - 1);
  await expect(alerts.items.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(alerts.items.nth(1)).toBeFocused();
  await frame.undo();
  await expect(alerts.items).toHaveCount(count);

  await alerts.items.first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(alerts.selection).toContainText('2 selected');
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(frame.toasts).toContainText('2 alerts snoozed until');
  await expect(alerts.items).toHaveCount(count - 2);
  await alerts.open('Snoozed');
  await expect(alerts.items).toHaveCount(2);
  await expectAccessible(page, 'snoozed alerts');
  await alerts.items.first().focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('complementary')).toContainText('In the list of alertsAcknowledgeaSnoozes');
});

test('c before the details are there waits for them: what is typed meanwhile is no command', async ({
  engine,
  openWindow,
}) => {
  test.slow();
  await seedDrift(engine.client);
  const page = await openWindow('/alerts');
  const alerts = new AlertsPage(page);
  await expect(alerts.detail.getByRole('textbox', { name: 'Comment' })).toBeVisible();
  const asked = Promise.withResolvers<undefined>();
  await page.route(/rpc\/monitoring\/getAlert$/, async (route) => {
    await asked.promise;
    await route.continue();
  });
  const count = await alerts.items.count();
  await alerts.items.first().focus();
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.keyboard.press('s');
  asked.resolve(undefined);
  await expect(alerts.detail.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('Seen');
  await expect(alerts.detail.getByRole('textbox', { name: 'Comment' })).toHaveValue('Seen');
  await expect(alerts.items).toHaveCount(count);
  await expect(alerts.detail.getByRole('button', { name: /^Snooze until|^End the snooze/ })).toHaveCount(0);
});
