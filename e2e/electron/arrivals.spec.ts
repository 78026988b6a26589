import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { seedStory } from '../support/seed.ts';
import { test } from './desktop-app.ts';

test('GIVEN a running app WHEN it is started again THEN the second ends and the first comes to the front', async ({
  desktop,
}) => {
  await desktop.client();
  await desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await desktop.startAgain()).toBe(0);
  expect(desktop.application.windows()).toHaveLength(1);
  await expect
    .poll(() =>
      desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
    )
    .toBe(false);
});

test('GIVEN a link WHEN it is opened on this machine THEN the window shows what it names', async ({
  desktop,
}) => {
  const { runIds } = await seedStory(await desktop.client());
  const runId = runIds.get('ibis-41') ?? '';
  const link = `stile://run/${runId}?tab=lineage`;
  // macOS hands links to the app itself, other systems to a second start.
  if (process.platform === 'darwin') {
    await desktop.application.evaluate(
      ({ app }, address) => app.emit('open-url', { preventDefault: () => undefined }, address),
      link,
    );
  } else expect(await desktop.startAgain(link)).toBe(0);
  await expect(desktop.page).toHaveTitle('ibis-41 – sentiment_classification – Stile');
  await expect(desktop.page.getByRole('tab', { name: 'Lineage' })).toHaveAttribute('aria-selected', 'true');
});

test('GIVEN a .stile file WHEN it is opened THEN the window offers to import it', async ({
  desktop,
  folder,
}) => {
  await desktop.client();
  await expect.poll(async () => (await desktop.menuItems()).length).toBeGreaterThan(40);
  const file = join(folder, 'en fil åäö.stile');
  writeFileSync(file, 'not really one');
  if (process.platform === 'darwin') {
    await desktop.application.evaluate(
      ({ app }, path) => app.emit('open-file', { preventDefault: () => undefined }, path),
      file,
    );
  } else expect(await desktop.startAgain(file)).toBe(0);
  await expect(desktop.page.getByText('en fil åäö.stile').first()).toBeVisible();
});
